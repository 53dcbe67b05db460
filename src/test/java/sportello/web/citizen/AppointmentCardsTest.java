package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import sportello.booking.Appointment;
import sportello.booking.Appointment.Status;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Displacements;
import sportello.booking.Matter;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.meeting.Rooms;
import sportello.offices.Services;
import sportello.platform.Reference;
import sportello.testing.SportelloTest;
import sportello.web.Frames;

/// The first page asks no more of the house the longer somebody has been coming.
@SportelloTest
class AppointmentCardsTest {

    static final Instant TODAY = Instant.parse("2027-03-02T08:00:00Z");
    static final Actor.Citizen BRUNO = new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);

    @Autowired
    Services services;

    @Autowired
    Rooms rooms;

    @Autowired
    Frames frames;

    @Test
    void looksForTheRoomOfTheOneThatIsBookedAndShowsTheNewest() {
        var kept = new ArrayList<Appointment>();
        for (int week = 1; week <= 30; week++) {
            kept.add(appointment(Status.HELD, TODAY.minus(Duration.ofDays(7L * week))));
        }
        var next = appointment(Status.BOOKED, TODAY.plus(Duration.ofDays(7)));
        kept.add(next);
        var askedFor = new ArrayList<AppointmentId>();
        var bookings = answering(Bookings.class, "ofParty", _ -> kept);
        var cases = answering(Cases.class, "ofAppointment", asked -> {
            askedFor.add((AppointmentId) asked[0]);
            return Optional.empty();
        });

        var displacements = answering(Displacements.class, "asked", _ -> Set.of());

        var cards = new AppointmentCards(bookings, services, new Doorway(cases, rooms), displacements)
                .all(frames.bare(new MockHttpServletRequest()), BRUNO);

        assertThat(askedFor).containsExactly(next.id());
        assertThat(cards).hasSize(AppointmentCards.MOST);
        assertThat(cards).extracting(AppointmentCard::startsAt).isSorted();
        assertThat(cards.getLast().id()).isEqualTo(next.id().toString());
    }

    private static Appointment appointment(Status status, Instant startsAt) {
        return new Appointment(
                new AppointmentId(UUID.randomUUID()),
                Reference.next(),
                Services.DELEGATION,
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                BRUNO.person(),
                BRUNO.party(),
                startsAt,
                startsAt.plus(Duration.ofMinutes(20)),
                status,
                1,
                new Matter(Map.of("delegator.given_name", "Anna")));
    }

    private static <T> T answering(Class<T> type, String verb, java.util.function.Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, given) -> {
            if (!method.getName().equals(verb)) throw new AssertionError("Nobody should ask for " + method.getName());
            return answer.apply(given);
        }));
    }
}

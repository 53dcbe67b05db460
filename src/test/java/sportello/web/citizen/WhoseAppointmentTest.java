package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import sportello.agenda.Agenda;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;
import sportello.web.security.SignedIn;

/// The link of a reminder, opened by a logged-in person in whatever capacity.
@SportelloTest
class WhoseAppointmentTest {

    static final Instant MONDAY = Instant.parse("2027-03-01T09:00:00Z");
    static final Instant THURSDAY_0920 = Instant.parse("2027-03-04T08:20:00Z");

    @Autowired
    WhoseAppointment whose;

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    Offices offices;

    @Autowired
    Agenda agenda;

    @Autowired
    Bookings bookings;

    @Autowired
    Studios studios;

    PersonId dario;
    UUID studio;

    @BeforeEach
    void aStudio() {
        clock.moveTo(MONDAY);
        dario = person();
        studio = studios.open("Studio di prova", TaxCodes.next().value()).id();
        studios.enrol(studio, dario, Set.of(Cassetto.COMPANIES));
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
        clock.reset();
    }

    @Test
    void opensAtOnceInTheRightCapacity() throws Exception {
        var place = booked(new Actor.Intermediary(dario, Assurance.SUBSTANTIAL, studio));
        assertThat(opened(dario, "studio:" + studio, place)).isEmpty();
    }

    @Test
    void leadsToTheChoiceOfTheStudioAndThenBack() throws Exception {
        var place = booked(new Actor.Intermediary(dario, Assurance.SUBSTANTIAL, studio));
        assertThat(opened(dario, SignedIn.ME, place))
                .isEqualTo("/capacity?for=studio%3A" + studio + "&next=" + place.replace("/", "%2F"));
    }

    @Test
    void leadsToOneselfFromTheStudio() throws Exception {
        var place = booked(new Actor.Citizen(dario, Assurance.SUBSTANTIAL, null));
        assertThat(opened(dario, "studio:" + studio, place)).startsWith("/capacity?for=me&next=");
    }

    @Test
    void leadsNobodyElseAnywhere() throws Exception {
        var place = booked(new Actor.Intermediary(dario, Assurance.SUBSTANTIAL, studio));
        assertThat(opened(person(), SignedIn.ME, place)).isEmpty();
    }

    private String booked(Actor.Booker by) {
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        var counter = offices.openCounter(office.id(), "telling-test", 1);
        var held = agenda.hold("telling-test", THURSDAY_0920, by.person(), counter.id(), clock.instant());
        var outcome = bookings.confirm(
                by,
                "telling-test",
                ((Agenda.Holding.Held) held).hold().id(),
                new Matter(Map.of("name", "Dario")),
                IdempotencyKey.next());
        return "/appointments/"
                + ((Bookings.Outcome.Booked) outcome).appointment().id() + "/cancellation";
    }

    /// Where it leads instead; empty when it goes on.
    private String opened(PersonId person, String capacity, String place) throws Exception {
        SecurityContextHolder.setContext(
                new SecurityContextImpl(new SignedIn(person, Assurance.SUBSTANTIAL, capacity).ticket()));
        var response = new MockHttpServletResponse();
        var goesOn = whose.preHandle(new MockHttpServletRequest("GET", place), response, this);
        var elsewhere = response.getRedirectedUrl();
        assertThat(goesOn).isEqualTo(elsewhere == null);
        return elsewhere == null ? "" : elsewhere;
    }

    private PersonId person() {
        return people.loggedIn(new People.LoggedIn(
                        "test", UUID.randomUUID().toString(), "Dario", "Prova", null, null, null, null))
                .id();
    }
}

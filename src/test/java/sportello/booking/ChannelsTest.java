package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.audit.Doer;
import sportello.booking.Bookings.Cancellation;
import sportello.booking.Bookings.Eligible;
import sportello.booking.Bookings.Move;
import sportello.booking.Bookings.Outcome;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// Rule D3: a service is booked by the channels its policy lists (here web, front desk, contact centre), by the person
/// or by who helps them.
@SportelloTest
class ChannelsTest {

    private static final String SERVICE = BookingsTest.SERVICE;

    private final Actor.Citizen bruno = BookingsTest.someone();

    @Autowired
    Bookings bookings;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    private UUID office;

    @BeforeEach
    void oneDesk() {
        clock.moveTo(BookingsTest.MONDAY);
        office = office(OfficeKind.DIREZIONE_PROVINCIALE);
        offices.openCounter(office, SERVICE, 1);
    }

    @AfterEach
    void clear() {
        clock.reset();
        Cleared.of(jdbc, SERVICE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Channel.class,
            names = {"APP", "IVR", "API"})
    void a_channel_that_the_policy_does_not_list_is_refused_at_every_step(Channel channel) {
        var there = new Actor.Citizen(bruno.person(), Assurance.SUBSTANTIAL, null, channel);
        var no = Map.of("channel", channel.code().replace('-', '_'));

        assertThat(bookings.mayBook(there, SERVICE)).isEqualTo(new Eligible.No("refusal.channel", no));
        assertThat(confirm(there, "09:00")).isEqualTo(new Outcome.NotAllowed("refusal.channel", no));
    }

    @Test
    void an_agent_books_for_who_calls_and_it_is_the_callers() {
        var fabio = agent(Right.CONTACT_CENTRE, office(OfficeKind.FILIALE_METROPOLITANA));
        var called = new Actor.Assisted(fabio, bruno, Channel.CONTACT_CENTRE);

        assertThat(confirm(called, "09:00")).isInstanceOfSatisfying(Outcome.Booked.class, booked -> {
            var appointment = booked.appointment();
            assertThat(bookings.own(appointment.id(), bruno)).contains(appointment);
            assertThat(channelOf(appointment)).isEqualTo("contact-centre");
            assertThat(bookings.move(appointment.id(), called, at("10:00"), IdempotencyKey.next()))
                    .isInstanceOf(Move.Moved.class);
            assertThat(bookings.cancel(appointment.id(), called, "asked by telephone"))
                    .isInstanceOf(Cancellation.Done.class);
            assertThat(doersOf(appointment))
                    .containsOnly(new Doer(
                            "staff", fabio.staff().toString(), bruno.person().toString()));
        });
    }

    @Test
    void nobody_handles_their_own_appointment_as_an_agent() {
        var booked = (Outcome.Booked) confirm(bruno, "09:00");
        var brunoAtWork = offices.employ(bruno.person(), office, "operatore", Set.of(Right.CONTACT_CENTRE));

        var helped = new Actor.Assisted(brunoAtWork, bruno, Channel.CONTACT_CENTRE);

        assertThat(bookings.cancel(booked.appointment().id(), helped, "")).isInstanceOf(Cancellation.NotFound.class);
        assertThat(bookings.own(booked.appointment().id(), helped)).isEmpty();
    }

    @Test
    void the_front_desk_books_only_where_the_structure_has_one() {
        var giulia = agent(Right.FRONT_DESK, office);
        var elsewhere = agent(Right.FRONT_DESK, office(OfficeKind.AGENZIA_TERRITORIALE));

        assertThat(bookings.mayBook(new Actor.Assisted(elsewhere, bruno, Channel.FRONT_DESK), SERVICE))
                .isEqualTo(new Eligible.No("refusal.front-desk", Map.of()));
        assertThat(confirm(new Actor.Assisted(giulia, bruno, Channel.FRONT_DESK), "09:20"))
                .isInstanceOf(Outcome.Booked.class);
    }

    @Test
    void nobody_is_assisted_by_another_citizen_or_twice() {
        var fabio = agent(Right.CONTACT_CENTRE, office);
        var once = new Actor.Assisted(fabio, bruno, Channel.CONTACT_CENTRE);

        assertThatThrownBy(() -> new Actor.Assisted(BookingsTest.someone(), bruno, Channel.WEB))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Actor.Assisted(fabio, once, Channel.CONTACT_CENTRE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Outcome confirm(Actor.Booker by, String hour) {
        var held = agenda.hold(Search.anywhere(SERVICE), at(hour), by.person(), Side.of(by), clock.instant());
        assertThat(held).isInstanceOf(Agenda.Holding.Held.class);
        return bookings.confirm(
                by, SERVICE, ((Agenda.Holding.Held) held).hold().id(), BookingsTest.MATTER, IdempotencyKey.next());
    }

    private String channelOf(Appointment appointment) {
        return jdbc.sql("select channel from booking.appointment where id = :id")
                .param("id", appointment.id().value())
                .query(String.class)
                .single();
    }

    private List<Doer> doersOf(Appointment appointment) {
        return jdbc.sql("select doer_kind, doer_id, on_behalf_of from audit.entry where subject_id = :id"
                        + " and act in ('booking.confirmed', 'booking.moved', 'booking.given-up')")
                .param("id", appointment.id().value())
                .query((row, n) -> new Doer(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private Actor.Official agent(Right right, UUID office) {
        return offices.employ(new PersonId(UUID.randomUUID()), office, "operatore", Set.of(right));
    }

    private UUID office(OfficeKind kind) {
        return offices.open(new Office(UUID.randomUUID(), "Sede", kind, "Comune", "XX", null, false))
                .id();
    }

    private static Instant at(String hour) {
        return BookingsTest.at(hour);
    }
}

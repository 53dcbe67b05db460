package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Unit;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.TaxCodes;

/// Sets the stage for tests of consultancies with the rooms' own verbs: Dario's studio books at Carla's unit.
@Component
@ConditionalOnBooleanProperty("sportello.demo.enabled")
class Consultations {

    static final String SERVICE = "consultancy-test";
    static final Instant THE_DAY_BEFORE = Instant.parse("2027-03-01T09:00:00Z");
    static final Instant NINE_TWENTY = Instant.parse("2027-03-02T08:20:00Z");
    static final Instant NINE_FORTY = NINE_TWENTY.plus(Duration.ofMinutes(20));

    final MovableClock clock;
    final People people;
    final Offices offices;
    final Agenda agenda;
    final Bookings bookings;
    final StudioList studios;
    final Consultancies consultancies;
    volatile boolean mishap;

    Consultations(
            MovableClock clock,
            People people,
            Offices offices,
            Agenda agenda,
            Bookings bookings,
            StudioList studios,
            Consultancies consultancies) {
        this.clock = clock;
        this.people = people;
        this.offices = offices;
        this.agenda = agenda;
        this.bookings = bookings;
        this.studios = studios;
        this.consultancies = consultancies;
    }

    record Stage(
            Actor.Intermediary dario,
            Counter counter,
            Unit unit,
            Actor.Official carla,
            Appointment appointment,
            CaseId id) {}

    /// The machine stops in the middle of a transaction.
    @EventListener
    void on(CaseSettledInWriting settled) {
        if (!mishap) return;
        mishap = false;
        throw new IllegalStateException("The power went");
    }

    Actor.Citizen citizen(String name) {
        var person = people.loggedIn(new People.LoggedIn(
                "test",
                UUID.randomUUID().toString(),
                name,
                "Prova",
                "TINIT-" + TaxCodes.next().value(),
                null,
                null,
                null));
        return new Actor.Citizen(person.id(), Assurance.SUBSTANTIAL, null);
    }

    Actor.Intermediary member(String name, UUID studio) {
        var person = citizen(name).person();
        studios.enrol(person, studio);
        return new Actor.Intermediary(person, Assurance.SUBSTANTIAL, studio);
    }

    Counter counter() {
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false));
        offices.openUnit(office.id(), "credit-assessment", "Accertamento", "credito.bologna@example.org");
        offices.openUnit(office.id(), "registry-flows", "Anagrafica", "anagrafica.bologna@example.org");
        return offices.openCounter(office.id(), SERVICE, 1);
    }

    Unit unit(Counter counter, String code) {
        return offices.unit(counter.office(), code).orElseThrow();
    }

    Actor.Official official(String name, Unit unit, Right... rights) {
        return official(citizen(name), unit, rights);
    }

    Actor.Official official(Actor.Booker person, Unit unit, Right... rights) {
        var employed = offices.employ(person.person(), unit.office(), "Funzionaria", Set.of(rights));
        offices.assign(employed.staff(), unit.id());
        return offices.officials(unit.office()).stream()
                .filter(it -> it.staff().equals(employed.staff()))
                .findFirst()
                .orElseThrow();
    }

    Stage booked() {
        var counter = counter();
        var unit = unit(counter, "credit-assessment");
        var dario = member("Dario", UUID.randomUUID());
        return booked(dario, counter, official("Carla", unit, Right.HOLD_MEETINGS), NINE_TWENTY);
    }

    Stage booked(Actor.Intermediary dario, Counter counter, Actor.Official carla, Instant at) {
        clock.moveTo(THE_DAY_BEFORE);
        var appointment = book(dario, counter, at);
        var file = consultancies.ofAppointment(appointment.id(), carla).orElseThrow();
        return new Stage(dario, counter, unit(counter, "credit-assessment"), carla, appointment, file.id());
    }

    Appointment book(Actor.Intermediary dario, Counter counter, Instant at) {
        var hold = agenda.hold(SERVICE, at, dario.person(), counter.id(), clock.instant());
        assertThat(hold).isInstanceOf(Agenda.Holding.Held.class);
        var booked = bookings.confirm(
                dario, SERVICE, ((Agenda.Holding.Held) hold).hold().id(), matter(), IdempotencyKey.next());
        assertThat(booked).isInstanceOf(Bookings.Outcome.Booked.class);
        return ((Bookings.Outcome.Booked) booked).appointment();
    }

    static Matter matter() {
        return new Matter(Map.of(
                "questions",
                UUID.randomUUID().toString(),
                "contact.mobile",
                "+393477654321",
                "contact.email",
                "dario@example.org",
                "note",
                "Un avviso di addebito"));
    }

    /// Accepted, to be held by phone.
    Stage agreed() {
        return agreed(Venue.PHONE);
    }

    Stage agreed(Venue venue) {
        var stage = booked();
        done(consultancies.accept(stage.id(), "", stage.carla()));
        done(consultancies.agreeVenue(stage.id(), venue, "Linea debole", stage.carla()));
        return stage;
    }

    Stage begun() {
        var stage = agreed();
        clock.moveTo(NINE_TWENTY);
        done(consultancies.start(stage.id(), stage.carla()));
        return stage;
    }

    Consultancy file(Stage stage) {
        return consultancies.find(stage.id(), stage.carla()).orElseThrow();
    }

    static Consultancy done(Consultancies.Verdict verdict) {
        assertThat(verdict).isInstanceOf(Consultancies.Verdict.Done.class);
        return ((Consultancies.Verdict.Done) verdict).consultancy();
    }

    static void refused(Consultancies.Verdict verdict, String why) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Consultancies.Verdict.Refused.class,
                        refusal -> assertThat(refusal.why()).isEqualTo("case.refused." + why));
    }
}

package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Right;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.TaxCodes;

/// Sets the stage for tests of meetings with the rooms' own verbs: Bruno books for Anna at Carla's office.
@TestComponent
class Meetings {

    static final Instant THE_DAY_BEFORE = Instant.parse("2027-03-01T09:00:00Z");
    static final Instant NINE_TWENTY = Instant.parse("2027-03-02T08:20:00Z");
    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);

    final MovableClock clock;
    final People people;
    final Offices offices;
    final Agenda agenda;
    final Bookings bookings;
    final Rooms rooms;
    final Cases cases;
    final RememberingMedia media;

    Meetings(
            MovableClock clock,
            People people,
            Offices offices,
            Agenda agenda,
            Bookings bookings,
            Rooms rooms,
            Cases cases,
            RememberingMedia media) {
        this.clock = clock;
        this.people = people;
        this.offices = offices;
        this.agenda = agenda;
        this.bookings = bookings;
        this.rooms = rooms;
        this.cases = cases;
        this.media = media;
    }

    /// One meeting with everybody in it.
    record Stage(
            Actor.Citizen bruno,
            FiscalCode anna,
            Actor.Official carla,
            Counter counter,
            Appointment appointment,
            CaseId id) {}

    Actor.Citizen citizen(String name, FiscalCode code) {
        var person = people.loggedIn(new People.LoggedIn(
                "test", UUID.randomUUID().toString(), name, "Prova", "TINIT-" + code.value(), null, null, null));
        return new Actor.Citizen(person.id(), Assurance.SUBSTANTIAL, null);
    }

    Counter counter() {
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false));
        return offices.openCounter(office.id(), Services.DELEGATION, 5);
    }

    Actor.Official official(String name, UUID office) {
        return official(name, office, TaxCodes.next());
    }

    Actor.Official official(String name, UUID office, FiscalCode code) {
        return offices.employ(
                citizen(name, code).person(),
                office,
                "Funzionaria",
                Set.of(Right.HOLD_MEETINGS, Right.REVOKE_DELEGATIONS));
    }

    Stage booked() {
        var counter = counter();
        return booked(citizen("Bruno", TaxCodes.next()), TaxCodes.next(), counter, official("Carla", counter.office()));
    }

    Stage booked(Actor.Citizen bruno, FiscalCode anna, Counter counter, Actor.Official carla) {
        clock.moveTo(THE_DAY_BEFORE);
        var hold = agenda.hold(Services.DELEGATION, NINE_TWENTY, bruno.person(), counter.id(), clock.instant());
        assertThat(hold).isInstanceOf(Agenda.Holding.Held.class);
        var booked = bookings.confirm(
                bruno,
                Services.DELEGATION,
                ((Agenda.Holding.Held) hold).hold().id(),
                matter(anna),
                IdempotencyKey.next());
        assertThat(booked).isInstanceOf(Bookings.Outcome.Booked.class);
        var appointment = ((Bookings.Outcome.Booked) booked).appointment();
        var file = cases.ofAppointment(appointment.id(), carla).orElseThrow();
        return new Stage(bruno, anna, carla, counter, appointment, file.id());
    }

    static Matter matter(FiscalCode anna) {
        var answers = new HashMap<>(Map.of(
                "delegator.given_name", "Anna",
                "delegator.family_name", "Prova",
                "delegator.tax_code", anna.value(),
                "delegator.born_on", "1941-01-31",
                "delegator.mobile", "333 1234567",
                "delegator.language", "it",
                "situation", "signs",
                "declares.cannot_come", "yes",
                "declares.no_identity", "yes",
                "contact.mobile", "347 7654321"));
        answers.put("contact.email", "bruno@example.org");
        return new Matter(answers);
    }

    /// The room open, Anna and Bruno inside with sound and picture, the recording running.
    Stage inside() {
        return inside(booked());
    }

    Stage inside(Stage stage) {
        clock.moveTo(NINE_TWENTY);
        assertThat(cases.open(stage.id(), stage.carla())).isInstanceOf(Rooms.Opening.Opened.class);
        for (var entry : guests(stage)) {
            come(stage, entry);
            rooms.acknowledge(entry.id(), "1", Locale.ITALIAN, actor(stage, entry));
            assertThat(rooms.admit(entry.id(), stage.carla())).isInstanceOf(Rooms.Admission.Admitted.class);
            media.in(entry.room()).seated.add(entry.id().value());
        }
        await().until(() -> rooms.recording(room(stage)).running());
        return stage;
    }

    void come(Stage stage, Entry entry) {
        var code = rooms.codeForDelivery(entry.id()).orElseThrow();
        var knock = rooms.knock(entry.publicRef(), actor(stage, entry), code, "browser-of-" + entry.id());
        assertThat(knock).isInstanceOf(Rooms.Knock.LetIn.class);
        rooms.seen(entry.id());
    }

    sportello.meeting.RoomId room(Stage stage) {
        return rooms.about(stage.id().value()).orElseThrow().id();
    }

    List<Entry> guests(Stage stage) {
        return rooms.entries(room(stage)).stream()
                .filter(entry -> !entry.role().equals("official"))
                .toList();
    }

    Entry entry(Stage stage, String role) {
        return guests(stage).stream()
                .filter(entry -> entry.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    static Actor actor(Stage stage, Entry entry) {
        return entry.person() == null ? new Actor.Guest(entry.id().value()) : stage.bruno();
    }

    Stage ready() {
        return ready(inside());
    }

    /// Everything done that the conclusion asks for.
    Stage ready(Stage stage) {
        var policy = cases.find(stage.id(), stage.carla()).orElseThrow();
        for (var paper : policy.papers()) {
            try {
                assertThat(cases.sendPaper(stage.id(), paper.code(), picture(), stage.bruno()))
                        .isInstanceOf(Cases.Sent.Received.class);
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
            assertThat(cases.acceptPaper(stage.id(), paper.code(), stage.carla()))
                    .isInstanceOf(Cases.Verdict.Done.class);
        }
        var delegate = entry(stage, "delegate");
        for (var step : cases.missing(stage.id(), stage.carla())) {
            if (!step.what().equals("step")) continue;
            boolean alone = step.code().equals("alone");
            if (alone) rooms.putOut(delegate.id(), stage.carla());
            assertThat(cases.tick(stage.id(), step.code(), "yes", "", stage.carla()))
                    .isInstanceOf(Cases.Verdict.Done.class);
            if (alone) rooms.letIn(delegate.id(), stage.carla());
        }
        return stage;
    }

    static Path picture() throws IOException {
        var image = new java.awt.image.BufferedImage(60, 40, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var file = Files.createTempFile("paper", ".bin");
        file.toFile().deleteOnExit();
        javax.imageio.ImageIO.write(image, "png", file.toFile());
        return file;
    }
}

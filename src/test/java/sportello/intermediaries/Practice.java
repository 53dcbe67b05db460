package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.TaxCodes;

/// Sets the stage for tests of intermediaries with the rooms' own verbs: Dario's studio, his positions, Carla's unit.
@Lazy
@Component
class Practice {

    static final Actor.System BODY = new Actor.System("test");
    static final LocalDate MONDAY = LocalDate.of(2027, 3, 1);
    static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);
    private static final AtomicInteger CODES = new AtomicInteger();

    final MovableClock clock;
    final People people;
    final Offices offices;
    final Agenda agenda;
    final Bookings bookings;
    final Studios studios;
    final Cassetti cassetti;
    final Questions questions;

    Practice(
            MovableClock clock,
            People people,
            Offices offices,
            Agenda agenda,
            Bookings bookings,
            Studios studios,
            Cassetti cassetti,
            Questions questions) {
        this.clock = clock;
        this.people = people;
        this.offices = offices;
        this.agenda = agenda;
        this.bookings = bookings;
        this.studios = studios;
        this.cassetti = cassetti;
        this.questions = questions;
    }

    void at(LocalDate day, String hour) {
        clock.moveTo(moment(day, hour));
    }

    static Instant moment(LocalDate day, String hour) {
        return day.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    Office office() {
        return offices.open(new Office(
                UUID.randomUUID(),
                "Direzione provinciale",
                OfficeKind.DIREZIONE_PROVINCIALE,
                "Comune",
                "XX",
                null,
                false));
    }

    PersonId person(String name) {
        return people.loggedIn(new People.LoggedIn(
                        "test",
                        UUID.randomUUID().toString(),
                        name,
                        "Prova",
                        "TINIT-" + TaxCodes.next().value(),
                        null,
                        null,
                        null))
                .id();
    }

    Studio studio() {
        return studios.open("Studio di prova", TaxCodes.next().value());
    }

    Actor.Intermediary member(Studio studio, Cassetto... enabled) {
        return member(studio, person("Dario"), enabled);
    }

    Actor.Intermediary member(Studio studio, PersonId person, Cassetto... enabled) {
        studios.enrol(studio.id(), person, Set.of(enabled));
        return new Actor.Intermediary(person, Assurance.SUBSTANTIAL, studio.id());
    }

    Actor.Intermediary dario() {
        return member(studio(), Cassetto.values());
    }

    Actor.Official carla(UUID office, String unit) {
        return carla(office, unit, person("Carla"), Right.HOLD_MEETINGS);
    }

    Actor.Official carla(UUID office, String unit, PersonId person, Right... rights) {
        var employed = offices.employ(person, office, "Funzionaria", Set.of(rights));
        var place = offices.openUnit(office, unit, "U.O.", unit + "@example.org");
        offices.assign(employed.staff(), place.id());
        return new Actor.Official(employed.staff(), person, office, Set.of(place.id()), Set.of(rights));
    }

    Position position(Cassetto cassetto, UUID office) {
        var n = CODES.incrementAndGet();
        var code = cassetto == Cassetto.CRAFTSMEN_TRADERS ? "%08dAB".formatted(n) : "%010d".formatted(n);
        return cassetti.register(
                cassetto, code, "Ditta Numero " + n, TaxCodes.next().value(), office);
    }

    Mandate mandate(Position position, UUID studio) {
        return mandate(position, studio, clock.today(), null);
    }

    Mandate mandate(Position position, UUID studio, LocalDate from, @Nullable LocalDate until) {
        var given = cassetti.give(position.id(), studio, from, until, BODY);
        assertThat(given).isInstanceOf(Cassetti.Giving.Given.class);
        return ((Cassetti.Giving.Given) given).mandate();
    }

    /// A firm of Dario's studio, at an office of its own.
    Position firm(Actor.Intermediary dario) {
        var position = position(Cassetto.COMPANIES, office().id());
        mandate(position, dario.studio());
        return position;
    }

    Question asked(Actor.Intermediary dario, Position position, Upload... files) {
        var answer = ask(dario, position, IdempotencyKey.next(), files);
        assertThat(answer).isInstanceOf(Questions.Done.class);
        return ((Questions.Done) answer).question();
    }

    Questions.Asked ask(Actor.Intermediary dario, Position position, IdempotencyKey key, Upload... files) {
        try {
            return questions.ask(
                    dario,
                    position.id(),
                    topic(position.cassetto()),
                    "DURC irregolare",
                    "La ditta ha versato i contributi di gennaio.",
                    List.of(files),
                    key);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// One with five working days.
    static String topic(Cassetto cassetto) {
        return switch (cassetto) {
            case COMPANIES -> "companies.contributions.returns";
            case CRAFTSMEN_TRADERS -> "traders.contributions.fixed";
            case DOMESTIC_WORK -> "domestic.relation.start";
        };
    }

    static String service(Cassetto cassetto) {
        return switch (cassetto) {
            case COMPANIES -> "consultancy-companies";
            case CRAFTSMEN_TRADERS -> "consultancy-craftsmen-traders";
            case DOMESTIC_WORK -> "consultancy-domestic-work";
        };
    }

    /// Answered with a no by Carla of the competent unit: an appointment may be lit.
    Question lit(Actor.Intermediary dario, Position position) {
        var question = asked(dario, position);
        var carla = carla(position.office(), unit(position.cassetto()));
        assertThat(questions.answer(question.id(), carla, "Non risulta.", false, IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        return question;
    }

    static String unit(Cassetto cassetto) {
        return cassetto == Cassetto.DOMESTIC_WORK ? "registry-flows" : "credit-assessment";
    }

    Matter matter(Position position, Question... questions) {
        var answers = new HashMap<String, String>();
        answers.put("position", position.id().toString());
        answers.put(
                "questions",
                Arrays.stream(questions).map(it -> it.id().toString()).collect(Collectors.joining(",")));
        answers.put("contact.mobile", "051 6078111");
        answers.put("note", "Vorremmo capire quale mese manca.");
        answers.put("cassetto", position.cassetto().name());
        return new Matter(answers);
    }

    Bookings.Outcome book(Actor.Booker by, Position position, LocalDate day, Matter matter) {
        var service = service(position.cassetto());
        var counter = offices.countersFor(service).stream()
                .filter(it -> it.office().equals(position.office()))
                .findFirst()
                .orElseGet(() -> offices.openCounter(position.office(), service, 3));
        var held = agenda.hold(service, moment(day, "09:20"), by.person(), counter.id(), clock.instant());
        assertThat(held).isInstanceOf(Agenda.Holding.Held.class);
        return bookings.confirm(by, service, ((Agenda.Holding.Held) held).hold().id(), matter, IdempotencyKey.next());
    }

    Appointment booked(Actor.Intermediary dario, Position position, LocalDate day, Question... questions) {
        var outcome = book(dario, position, day, matter(position, questions));
        assertThat(outcome).isInstanceOf(Bookings.Outcome.Booked.class);
        return ((Bookings.Outcome.Booked) outcome).appointment();
    }

    static Upload picture(String name, String format) {
        try {
            var file = Files.createTempFile("question", ".bin");
            file.toFile().deleteOnExit();
            ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), format, file.toFile());
            return new Upload(name, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Upload file(String name, byte[] content) {
        try {
            Path file = Files.createTempFile("question", ".bin");
            file.toFile().deleteOnExit();
            return new Upload(name, Files.write(file, content));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

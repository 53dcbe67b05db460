package sportello.web.office.consultancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Position;
import sportello.intermediaries.Question;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studio;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.TaxCodes;

/// A unit with consultancies to prepare, made with the rooms' own verbs: Dario's studio asks, is told no, and books.
final class UnitsDay {

    /// Where a bean is found: in the test's own context or in a running product.
    interface Beans {
        <T> T bean(Class<T> type);
    }

    static final LocalDate MONDAY = LocalDate.of(2027, 3, 1);
    static final LocalDate TUESDAY = MONDAY.plusDays(1);
    static final String SERVICE = "consultancy-companies";
    private static final String UNIT = "credit-assessment";
    private static final AtomicInteger CODES = new AtomicInteger(5_200_000);

    final MovableClock clock;
    final Offices offices;
    final Consultancies consultancies;
    final Questions questions;
    private final People people;
    private final Agenda agenda;
    private final Bookings bookings;
    private final Studios studios;
    private final Cassetti cassetti;
    final UUID office;
    final Actor.Intermediary dario;
    final Studio studio;

    UnitsDay(Beans beans, UUID office) {
        clock = beans.bean(MovableClock.class);
        offices = beans.bean(Offices.class);
        consultancies = beans.bean(Consultancies.class);
        questions = beans.bean(Questions.class);
        people = beans.bean(People.class);
        agenda = beans.bean(Agenda.class);
        bookings = beans.bean(Bookings.class);
        studios = beans.bean(Studios.class);
        cassetti = beans.bean(Cassetti.class);
        this.office = office;
        clock.moveTo(at(MONDAY, "09:00"));
        studio = studios.open("Studio di prova", TaxCodes.next().value());
        var person = person("Dario", "Intermediario");
        studios.enrol(studio.id(), person, Set.of(Cassetto.COMPANIES));
        dario = new Actor.Intermediary(person, Assurance.SUBSTANTIAL, studio.id());
    }

    static UUID newOffice(Beans beans) {
        return beans.bean(Offices.class)
                .open(new Office(
                        UUID.randomUUID(),
                        "Direzione provinciale",
                        OfficeKind.DIREZIONE_PROVINCIALE,
                        "Comune",
                        "XX",
                        null,
                        false))
                .id();
    }

    static Instant at(LocalDate day, String hour) {
        return day.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    PersonId person(String given, String family) {
        return people.loggedIn(new People.LoggedIn(
                        "test",
                        UUID.randomUUID().toString(),
                        given,
                        family,
                        "TINIT-" + TaxCodes.next().value(),
                        null,
                        null,
                        null))
                .id();
    }

    Actor.Official official(String name, Right... rights) {
        return inUnit(offices.employ(person(name, "Prova"), office, "Funzionaria", Set.of(rights)));
    }

    Actor.Official inUnit(Actor.Official employed) {
        var unit = offices.unit(office, UNIT)
                .orElseGet(() -> offices.openUnit(
                        office, UNIT, "U.O. accertamento e gestione del credito", "accertamento@example.org"));
        offices.assign(employed.staff(), unit.id());
        return new Actor.Official(employed.staff(), employed.person(), office, Set.of(unit.id()), employed.rights());
    }

    Position firm(String name) {
        var position = cassetti.register(
                Cassetto.COMPANIES,
                "%010d".formatted(CODES.incrementAndGet()),
                name,
                TaxCodes.next().value(),
                office);
        assertThat(cassetti.give(position.id(), studio.id(), clock.today(), null, new Actor.System("test")))
                .isInstanceOf(Cassetti.Giving.Given.class);
        return position;
    }

    Question asked(Position position, String subject, String text) {
        try {
            var answer = questions.ask(
                    dario,
                    position.id(),
                    "companies.contributions.returns",
                    subject,
                    text,
                    List.of(),
                    IdempotencyKey.next());
            assertThat(answer).isInstanceOf(Questions.Done.class);
            return ((Questions.Done) answer).question();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Asked, answered with a no, booked.
    CaseId booked(Actor.Official carla, Position position, LocalDate day, String hour) {
        var question = asked(
                position,
                "Nota di rettifica del quarto trimestre",
                "La nota di rettifica non tiene conto dell'agevolazione già riconosciuta. Chiedo il ricalcolo.");
        assertThat(questions.answer(
                        question.id(),
                        carla,
                        "L'agevolazione non risulta applicabile al periodo indicato.",
                        false,
                        IdempotencyKey.next()))
                .isInstanceOf(Questions.Done.class);
        var counter = offices.countersFor(SERVICE).stream()
                .filter(it -> it.office().equals(office))
                .findFirst()
                .orElseGet(() -> offices.openCounter(office, SERVICE, 3));
        var held = agenda.hold(SERVICE, at(day, hour), dario.person(), counter.id(), clock.instant());
        assertThat(held).isInstanceOf(Agenda.Holding.Held.class);
        var outcome = bookings.confirm(
                dario,
                SERVICE,
                ((Agenda.Holding.Held) held).hold().id(),
                new Matter(Map.of(
                        "position",
                        position.id().toString(),
                        "questions",
                        question.id().toString(),
                        "contact.mobile",
                        "+393200000004",
                        "note",
                        "Vorrei parlarne: allego il provvedimento. Chiamatemi al mattino.",
                        "cassetto",
                        Cassetto.COMPANIES.name())),
                IdempotencyKey.next());
        assertThat(outcome).isInstanceOf(Bookings.Outcome.Booked.class);
        Appointment appointment = ((Bookings.Outcome.Booked) outcome).appointment();
        return consultancies
                .ofAppointment(appointment.id(), carla)
                .orElseThrow()
                .id();
    }

    void done(Consultancies.Verdict verdict) {
        assertThat(verdict).isInstanceOf(Consultancies.Verdict.Done.class);
    }
}

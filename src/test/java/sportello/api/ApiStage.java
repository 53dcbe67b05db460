package sportello.api;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.api.describe.Samples;
import sportello.audit.Doer;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.booking.WaitingList;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.ContactBook;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.intermediaries.Upload;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.ApiTokens;
import sportello.testing.TaxCodes;

/// Where the API's tests play: an office with one counter, Bruno who holds Anna's delegation, Dario with a position.
@Component
@ConditionalOnBooleanProperty("sportello.demo.enabled")
@SuppressWarnings("NullAway.Init")
public class ApiStage {

    private static final Instant MONDAY = Instant.parse("2027-03-01T09:00:00Z");
    private static final AtomicInteger CODES = new AtomicInteger(81_000);
    private static final String TALK = "consultancy-companies";
    private static final Instant TALK_AT = Instant.parse("2027-03-09T08:20:00Z");
    private static final Actor.System TEST = new Actor.System("test");

    /// Who asks, and how they prove it.
    public record Caller(String token, String capacity) {

        public Map<String, String> headers() {
            return capacity.isEmpty()
                    ? Map.of("Authorization", "Bearer " + token)
                    : Map.of("Authorization", "Bearer " + token, "Acting-As", capacity);
        }

        MockHttpServletRequestBuilder asks(MockHttpServletRequestBuilder request) {
            headers().forEach(request::header);
            return request;
        }
    }

    private final MovableClock clock;
    private final People people;
    private final Offices offices;
    private final ContactBook contacts;
    private final Agenda agenda;
    private final Bookings bookings;
    private final WaitingList waiting;
    private final Register register;
    private final Studios studios;
    private final Cassetti cassetti;
    private final Questions questions;
    private final ApiTokens tokens;
    private final TransactionTemplate transaction;
    private final Deque<UUID> others = new ArrayDeque<>();

    private UUID office;
    private UUID counter;
    private UUID position;
    private UUID talks;
    private Actor.Official carla;
    private Actor.Intermediary member;
    private PersonId brunosId;
    private Caller bruno;
    private Caller dario;
    private Caller program;

    public ApiStage(
            MovableClock clock,
            People people,
            Offices offices,
            ContactBook contacts,
            Agenda agenda,
            Bookings bookings,
            WaitingList waiting,
            Register register,
            Studios studios,
            Cassetti cassetti,
            Questions questions,
            ApiTokens tokens,
            PlatformTransactionManager transactions) {
        this.clock = clock;
        this.people = people;
        this.offices = offices;
        this.contacts = contacts;
        this.agenda = agenda;
        this.bookings = bookings;
        this.waiting = waiting;
        this.register = register;
        this.studios = studios;
        this.cassetti = cassetti;
        this.questions = questions;
        this.tokens = tokens;
        this.transaction = new TransactionTemplate(transactions);
    }

    public void set() {
        clock.moveTo(MONDAY);
        office = offices.open(new Office(
                        UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false))
                .id();
        counter = offices.openCounter(office, Services.DELEGATION, 1).id();
        var dariosId = person("Dario");
        var studio = studios.open("Studio di prova", TaxCodes.next().value());
        studios.enrol(studio.id(), dariosId, Set.of(Cassetto.COMPANIES));
        var firm = cassetti.register(
                Cassetto.COMPANIES,
                "%010d".formatted(CODES.incrementAndGet()),
                "Officina di prova",
                TaxCodes.next().value(),
                office);
        cassetti.give(firm.id(), studio.id(), clock.today(), null, TEST);
        position = firm.id().value();
        dario = caller(dariosId, "studio:" + studio.id());
        member = new Actor.Intermediary(dariosId, Assurance.SUBSTANTIAL, studio.id());
        talks = offices.openCounter(office, TALK, 1).id();
        carla = official();
        program = new Caller(tokens.of(tokens.machine(Channel.API)), "");
        another();
    }

    /// Another Bruno, who has done nothing yet.
    public void another() {
        var mobile = "+39333%07d".formatted(CODES.incrementAndGet());
        brunosId = person("Bruno", new Contacts(mobile, null, "it"));
        register.grant(person("Anna"), brunosId, null, null, TEST);
        bruno = caller(brunosId, "me");
    }

    /// The story begins again.
    void begin() {
        clock.moveTo(MONDAY);
    }

    /// Another code may be asked for.
    void later() {
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(2)));
    }

    /// The code that was sent to a new contact.
    String code(UUID claim) {
        return contacts.codeForDelivery(claim).orElseThrow().code();
    }

    /// What Bruno booked is given up.
    public void clear() {
        var by = new Actor.Citizen(brunosId, Assurance.SUBSTANTIAL, null);
        for (var open : bookings.coming(by, 10)) bookings.cancel(open.id(), by, "given up by the test");
        for (var open : bookings.coming(member, 10)) bookings.cancel(open.id(), member, "given up by the test");
    }

    private Actor.Official official() {
        var rights = Set.of(Right.HOLD_MEETINGS);
        var person = person("Carla");
        var employed = offices.employ(person, office, "Funzionaria", rights);
        var unit = offices.openUnit(office, "credit-assessment", "U.O.", "credito@example.org");
        offices.assign(employed.staff(), unit.id());
        return new Actor.Official(employed.staff(), person, office, Set.of(unit.id()), rights);
    }

    /// The studio's appointment on a question that Carla answered with a no.
    String talk() throws IOException {
        var asked = questions.ask(
                member,
                new PositionId(position),
                "companies.contributions.returns",
                "DURC irregolare",
                "I contributi di gennaio sono versati.",
                List.of(),
                IdempotencyKey.next());
        var question = ((Questions.Done) asked).question().id();
        questions.answer(question, carla, "Non risulta.", false, IdempotencyKey.next());
        var held = (Holding.Held) agenda.hold(TALK, TALK_AT, member.person(), talks, clock.instant());
        var matter = new Matter(Map.of(
                "position", position.toString(),
                "questions", question.toString(),
                "contact.mobile", "051 6078111",
                "note", "Manca un mese",
                "cassetto", Cassetto.COMPANIES.name()));
        var booked = bookings.confirm(member, TALK, held.hold().id(), matter, IdempotencyKey.next());
        return ((Bookings.Outcome.Booked) booked).appointment().id().toString();
    }

    /// A file sent with a further message to that question.
    String attach(UUID question) throws IOException {
        var file = Files.writeString(Files.createTempFile("stage", null), Samples.PDF);
        var upload = new Upload("f24.pdf", file);
        var said = questions.reply(
                new QuestionId(question), member, "In allegato.", List.of(upload), IdempotencyKey.next());
        Files.delete(file);
        return ((Questions.Done) said)
                .question()
                .thread()
                .getLast()
                .files()
                .getFirst()
                .document()
                .toString();
    }

    public void strike() {
        clock.reset();
    }

    public UUID office() {
        return office;
    }

    UUID position() {
        return position;
    }

    Caller bruno() {
        return bruno;
    }

    /// A program that came for nobody.
    Caller program() {
        return program;
    }

    Caller dario() {
        return dario;
    }

    PersonId person(String name) {
        return person(name, new Contacts(null, null, "it"));
    }

    private PersonId person(String name, Contacts contacts) {
        return people.identified(
                        name,
                        "Di Prova",
                        TaxCodes.next(),
                        null,
                        contacts,
                        new Doer("staff", UUID.randomUUID().toString(), null))
                .id();
    }

    Caller caller(PersonId person, String capacity) {
        return new Caller(tokens.person(person), capacity);
    }

    /// Others take every hour of that day.
    void fill(LocalDate day) {
        others.clear();
        for (var slot : agenda.day(Services.DELEGATION, counter, day, clock.instant()))
            for (int i = 0; i < slot.free(); i++)
                if (agenda.hold(Services.DELEGATION, slot.startsAt(), person("Elena"), counter, clock.instant())
                        instanceof Holding.Held(var hold)) others.add(hold.id());
    }

    /// One of them gives it back: the id of the offer it becomes.
    String freeOne() {
        var hold = others.removeFirst();
        transaction.executeWithoutResult(_ -> agenda.release(hold));
        return waiting.of(new Actor.Citizen(brunosId, Assurance.SUBSTANTIAL, null)).stream()
                .map(WaitingList.Wish::offer)
                .filter(offer -> offer != null && offer.open(clock.instant()))
                .map(offer -> offer.id().toString())
                .findFirst()
                .orElseThrow();
    }
}

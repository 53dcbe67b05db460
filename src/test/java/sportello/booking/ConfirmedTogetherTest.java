package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.AppointmentRows.Request;
import sportello.booking.ConfirmRows.Asked;
import sportello.booking.ConfirmRows.Confirmed;
import sportello.booking.ConfirmRows.Wanted;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.platform.Reference;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// Those who confirm at the same moment go as one statement, and each gets what they would have got alone
/// (docs/decisions/0028).
@SportelloTest
class ConfirmedTogetherTest {

    static final String SERVICE = "booking-test";
    static final Instant MONDAY = Instant.parse("2027-03-01T10:00:00Z");
    static final List<String> CAST = List.of("anna", "bruno", "carla", "dario", "elena", "fabio", "giulia", "ivo");
    static final Matter MATTER = new Matter(Map.of("name", "Anna"));

    @Autowired
    ConfirmRows rows;

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

    @Autowired
    DataSource database;

    final Map<String, Actor.Citizen> people = new HashMap<>();

    @BeforeEach
    void manyDesksOnAMonday() {
        clock.moveTo(MONDAY);
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        offices.openCounter(office.id(), SERVICE, 20);
    }

    @AfterEach
    void clear() {
        clock.reset();
        jdbc.sql("delete from booking.follow_up").update();
        jdbc.sql("delete from booking.appointment_about").update();
        Cleared.of(jdbc, SERVICE);
    }

    /// In the order in which those who confirm at the same moment are taken.
    @BeforeEach
    void theCast() {
        people.clear();
        var ids = Stream.generate(UUID::randomUUID).limit(CAST.size()).sorted().iterator();
        for (var name : CAST)
            people.put(name, new Actor.Citizen(new PersonId(ids.next()), Assurance.SUBSTANTIAL, null));
    }

    Actor.Citizen person(String name) {
        return Objects.requireNonNull(people.get(name));
    }

    UUID hold(String name) {
        var at = LocalDate.of(2027, 3, 2)
                .atTime(LocalTime.of(9, 20))
                .atZone(ProductClock.ROME)
                .toInstant();
        var by = person(name);
        bookings.saveDraft(by, SERVICE, Map.of("name", name), Optional.empty());
        if (agenda.hold(SERVICE, at, by.person(), null, clock.instant()) instanceof Agenda.Holding.Held(var hold))
            return hold.id();
        throw new AssertionError(name + " holds nothing");
    }

    Asked asked(String name, UUID hold, IdempotencyKey key, UUID... about) {
        return asked(name, hold, key, MATTER, Reference.next(), about);
    }

    Asked asked(String name, UUID hold, IdempotencyKey key, Matter matter, Reference reference, UUID... about) {
        var by = person(name);
        return new Asked(
                new Request(AppointmentBook.asker(by), key, Fingerprint.of(matter, hold)),
                new Wanted(by, SERVICE, hold, matter, Set.of(about), by),
                reference,
                clock.instant());
    }

    Asked asked(String name) {
        return asked(name, hold(name), IdempotencyKey.next());
    }

    /// Each with another fate, by what becomes of it.
    Map<String, Asked> fates() {
        theCast();
        var all = new LinkedHashMap<String, Asked>();
        all.put("fine", asked("anna"));

        var late = asked("bruno");
        jdbc.sql("update agenda.held_slot set held_until = :until where id = :id")
                .param("until", Timestamp.from(late.now()))
                .param("id", late.wanted().hold())
                .update();
        all.put("run out", late);

        rows.within(asked("dario"));
        all.put("has one already", asked("dario"));

        var click = asked("elena");
        all.put("a click", click);
        all.put("the same click", click);
        all.put(
                "the same key for something else",
                asked(
                        "elena",
                        click.wanted().hold(),
                        click.request().key(),
                        new Matter(Map.of("name", "Bruno")),
                        Reference.next()));

        all.put("another's hour", asked("fabio", hold("giulia"), IdempotencyKey.next()));

        var withdrawn = asked("ivo");
        jdbc.sql("update agenda.held_slot set withdrawn = 'refusal.closed' where id = :id")
                .param("id", withdrawn.wanted().hold())
                .update();
        all.put("withdrawn", withdrawn);

        var question = UUID.randomUUID();
        var other = UUID.randomUUID();
        all.put("on two questions", asked("carla", hold("carla"), IdempotencyKey.next(), question, other));
        all.put("on one of them again", asked("giulia", hold("giulia"), IdempotencyKey.next(), question));
        return all;
    }

    /// What each is told, and what the tables hold of each afterwards.
    List<String> story(Function<List<Asked>, List<Confirmed>> asking) {
        var fates = fates();
        var told = asking.apply(List.copyOf(fates.values()));
        var story = new ArrayList<String>();
        int n = 0;
        for (var fate : fates.keySet()) story.add(fate + ": " + told(told.get(n++)));
        for (var name : CAST) story.add(name + ": " + kept(person(name)));
        return story;
    }

    String told(Confirmed confirmed) {
        return confirmed.what() + of(confirmed.id()) + (confirmed.appointment() == null ? "" : " in full");
    }

    String of(@Nullable AppointmentId id) {
        if (id == null) return "";
        var whose = bookings.find(id).orElseThrow().bookedBy();
        return people.entrySet().stream()
                .filter(each -> each.getValue().person().equals(whose))
                .map(each -> " " + each.getKey() + "'s")
                .findFirst()
                .orElseThrow();
    }

    String kept(Actor.Citizen by) {
        return jdbc.sql("""
                        select concat_ws(' ',
                            (select count(*) from booking.appointment where principal = :id and status = 'BOOKED'),
                            (select count(*) from booking.answer where asker = 'citizen:' || :id),
                            (select count(*) from agenda.held_slot where holder = :id and booked),
                            (select count(*) from agenda.held_slot where holder = :id and not booked),
                            (select count(*) from booking.draft where person = :id),
                            (select count(*) from booking.appointment_about as o
                                             join booking.appointment as a on a.id = o.appointment and a.principal = :id),
                            (select count(f.appointment) + count(c.appointment)
                               from booking.appointment as a
                               left join booking.follow_up as f on f.appointment = a.id
                               left join casework.case_file as c on c.appointment = a.id
                              where a.principal = :id),
                            (select count(*) from audit.entry where act = 'booking.confirmed' and doer_id = :id::text))
                        """)
                .param("id", by.person().value())
                .query(String.class)
                .single();
    }

    /// Appointments, answers, hours booked, hours held, drafts, questions, what follows
    /// (to be done, or done), entries in the audit trail.
    @Test
    void eachGetsWhatTheyWouldGetAloneAndNothingOfARefusalStays() {
        assertThat(story(rows::confirmAll))
                .containsExactly(
                        "fine: booked anna's in full",
                        "run out: refused",
                        "has one already: refused dario's",
                        "a click: booked elena's in full",
                        "the same click: repeated elena's",
                        "the same key for something else: key-reused",
                        "another's hour: refused",
                        "withdrawn: refused",
                        "on two questions: booked carla's in full",
                        "on one of them again: refused carla's",
                        "anna: 1 1 1 0 0 0 1 1",
                        "bruno: 0 0 0 1 1 0 0 0",
                        "carla: 1 1 1 0 0 2 1 1",
                        "dario: 1 1 1 1 1 0 0 1",
                        "elena: 1 1 1 0 0 0 1 1",
                        "fabio: 0 0 0 0 0 0 0 0",
                        "giulia: 0 0 0 1 1 0 0 0",
                        "ivo: 0 0 0 1 1 0 0 0");
    }

    @Test
    void whicheverWayTheyAreAsked() {
        var together = story(rows::confirmAll);
        var alone = story(all -> all.stream()
                .map(each -> rows.confirmAll(List.of(each)).getFirst())
                .toList());
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void whatIsToldIsWhatIsKept() {
        var all = List.of(asked("bruno"), asked("anna"), asked("dario"));
        var told = rows.confirmAll(all);
        for (int n = 0; n < told.size(); n++) {
            var booked = Objects.requireNonNull(told.get(n).appointment());
            assertThat(booked).isEqualTo(bookings.find(booked.id()).orElseThrow());
            assertThat(booked.hold()).isEqualTo(all.get(n).wanted().hold());
            assertThat(booked.reference()).isEqualTo(all.get(n).reference());
        }
    }

    /// Whatever the order of their coming: two nodes that confirm many at once wait for each other, and do not lock up.
    @Test
    void theyAreTakenInOneOrder() {
        var asked = new ArrayList<Asked>();
        for (var name : CAST.reversed()) asked.add(asked(name));
        rows.confirmAll(asked);
        assertThat(jdbc.sql("select principal from booking.appointment where service = :service order by id")
                        .param("service", SERVICE)
                        .query(UUID.class)
                        .list())
                .containsExactlyElementsOf(
                        CAST.stream().map(name -> person(name).party()).toList());
    }

    @Test
    void whereOneBreaksNothingStaysAndEachCanBeAskedAlone() {
        var taken = Reference.next();
        rows.confirmAll(List.of(asked("elena", hold("elena"), IdempotencyKey.next(), MATTER, taken)));
        var broken = asked("bruno", hold("bruno"), IdempotencyKey.next(), MATTER, taken);
        var fine = asked("anna");
        assertThatThrownBy(() -> rows.confirmAll(List.of(fine, broken))).isInstanceOf(DuplicateKeyException.class);
        assertThat(kept(person("anna"))).isEqualTo("0 0 0 1 1 0 0 0");
        assertThat(kept(person("bruno"))).isEqualTo("0 0 0 1 1 0 0 0");

        assertThat(rows.alone(fine).what()).isEqualTo("booked");
        assertThatThrownBy(() -> rows.alone(broken)).isInstanceOf(DuplicateKeyException.class);
        assertThat(kept(person("anna"))).isEqualTo("1 1 1 0 0 0 1 1");
        assertThat(kept(person("bruno"))).isEqualTo("0 0 0 1 1 0 0 0");
    }

    /// Bruno's hour is in somebody's hands: together nobody waits for that, alone only he would.
    @Test
    void whoHasToWaitHoldsUpNobodyElse() throws Exception {
        var waits = asked("bruno");
        var fine = asked("anna");
        try (var office = database.getConnection()) {
            office.setAutoCommit(false);
            try (var locks = office.prepareStatement("select from agenda.held_slot where id = ? for update")) {
                locks.setObject(1, waits.wanted().hold());
                locks.execute();
            }
            assertThatThrownBy(() -> rows.confirmAll(List.of(fine, waits)))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            over -> assertThat(over.getSQLState()).isEqualTo("55P03"));
            assertThat(kept(person("anna"))).isEqualTo("0 0 0 1 1 0 0 0");
            assertThat(rows.alone(fine).what()).isEqualTo("booked");
            office.rollback();
        }
        assertThat(rows.alone(waits).what()).isEqualTo("booked");
    }

    @Test
    void eachIsJudgedAtTheirOwnMoment() {
        var before = asked("anna");
        var after = asked("bruno");
        var late = new Asked(
                after.request(), after.wanted(), after.reference(), after.now().plus(Duration.ofDays(1)));
        assertThat(rows.confirmAll(List.of(late, before)))
                .extracting(Confirmed::what)
                .containsExactly("refused", "booked");
    }
}

package sportello.offices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Structures.Complaint;
import sportello.offices.Structures.Intake;
import sportello.platform.ProductClock;
import sportello.testing.SportelloTest;

@SportelloTest
class StructuresTest {

    static final Actor.System INSTALLER = new Actor.System("test");
    static final String HEAD = "code,name,kind,municipality,province,patron,desks:agenda-test,mailbox:registry-flows\n";
    static final String FIRST = "T-1,Direzione di prova,DIREZIONE_PROVINCIALE,Provopoli,ZZ,10-04,3,uo@example.org\n";
    static final String SECOND = "T-2,\"Agenzia, seconda\",AGENZIA_TERRITORIALE,Provina,BZ,,,\n";

    @Autowired
    Structures structures;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ProductClock clock;

    @Autowired
    OldHabits habits;

    /// Other tests open counters of this service too, and leave them.
    @BeforeEach
    void alone() {
        jdbc.sql("delete from offices.counter where service = 'agenda-test'").update();
    }

    @AfterEach
    void clear() {
        for (var table : List.of("unit", "counter"))
            jdbc.sql("delete from offices." + table + " where office in (select id from offices.office where code"
                            + " like 'T-%')")
                    .update();
        jdbc.sql("delete from offices.office where code like 'T-%'").update();
    }

    /// The demonstration's own offices have codes too, which these tables do not name.
    Intake takeIn(String table) {
        try {
            return structures.takeIn(new StringReader(table), INSTALLER) instanceof Intake.Taken taken
                    ? new Intake.Taken(
                            taken.structures(),
                            taken.opened(),
                            taken.changed(),
                            taken.counters(),
                            taken.notNamed() - 2,
                            taken.countersNotNamed())
                    : structures.takeIn(new StringReader(table), INSTALLER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count(String what) {
        return jdbc.sql("select count(*) from offices.office where code like 'T-%' and " + what)
                .query(Integer.class)
                .single();
    }

    @Test
    void opensStructuresCountersAndUnits() {
        assertThat(takeIn(HEAD + FIRST + SECOND)).isEqualTo(new Intake.Taken(2, 2, 0, 1, 0, 0));
        assertThat(offices.countersFor("agenda-test"))
                .singleElement()
                .satisfies(counter -> assertThat(counter.desks()).isEqualTo(3));
        assertThat(count("code = 'T-2' and name = 'Agenzia, seconda' and bolzano and patron_day is null"))
                .isOne();
        assertThat(jdbc.sql("select mailbox from offices.unit join offices.office on office.id = unit.office"
                                + " where office.code = 'T-1'")
                        .query(String.class)
                        .list())
                .containsExactly("uo@example.org");
    }

    @Test
    void theSameTableAgainChangesNothing() {
        takeIn(HEAD + FIRST + SECOND);
        assertThat(takeIn(HEAD + FIRST + SECOND)).isEqualTo(new Intake.Taken(2, 0, 0, 1, 0, 0));
    }

    @Test
    void aKnownStructureIsRenewedAndWhatIsNotNamedStays() {
        takeIn(HEAD + FIRST + SECOND);
        assertThat(takeIn(HEAD + FIRST.replace("di prova", "rinnovata").replace(",3,", ",5,")))
                .isEqualTo(new Intake.Taken(1, 0, 1, 1, 1, 0));
        assertThat(offices.countersFor("agenda-test"))
                .singleElement()
                .satisfies(counter -> assertThat(counter.desks()).isEqualTo(5));
        assertThat(count("code = 'T-2'")).isOne();
    }

    @Test
    void aCellHoldsSeveralCountersAndWhomTheyServe() {
        assertThat(takeIn(HEAD + FIRST.replace(",3,", ",2 | 0 | 1 en lis,")))
                .isEqualTo(new Intake.Taken(1, 1, 0, 2, 0, 0));
        assertThat(offices.countersFor("agenda-test"))
                .extracting(Counter::number, Counter::desks, Counter::serves)
                .containsExactlyInAnyOrder(tuple(1, 2, Set.of()), tuple(3, 1, Set.of("en", "lis")));
        assertThat(offices.countersFor("agenda-test"))
                .filteredOn(counter -> counter.fits(Set.of("lis")))
                .hasSize(1);
        assertThat(offices.directory().servedBy("agenda-test")).containsExactly("en", "lis");
    }

    @Test
    void aCounterThatIsNoLongerNamedStaysWithItsAppointments() {
        takeIn(HEAD + FIRST.replace(",3,", ",2 | 1,"));
        var second = offices.countersFor("agenda-test").stream()
                .filter(counter -> counter.number() == 2)
                .findFirst()
                .orElseThrow();
        var noon = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(3));
        jdbc.sql("""
                        insert into agenda.held_slot (counter, desk, during, office, service, holder, held_until, booked)
                        values (:counter, 1, tstzrange(:from, :to), :office, 'agenda-test', :holder, 'infinity', true)
                        """)
                .param("counter", second.id())
                .param("from", noon.atOffset(ZoneOffset.UTC))
                .param("to", noon.plusSeconds(1200).atOffset(ZoneOffset.UTC))
                .param("office", second.office())
                .param("holder", UUID.randomUUID())
                .update();
        assertThat(takeIn(HEAD + FIRST)).isEqualTo(new Intake.Taken(1, 0, 0, 1, 0, 1));
        assertThat(offices.counter(second.id())).contains(second);
        assertThat(jdbc.sql("delete from agenda.held_slot where counter = :counter")
                        .param("counter", second.id())
                        .update())
                .isOne();
    }

    @Test
    void aStructureWithACounterMayBecomeOfAnotherKindThatMayHaveIt() {
        var head = HEAD.replace("agenda-test", "consultancy-domestic-work");
        takeIn(head + FIRST);
        assertThat(takeIn(head + FIRST.replace("DIREZIONE_PROVINCIALE", "AGENZIA_COMPLESSA")))
                .isEqualTo(new Intake.Taken(1, 0, 1, 1, 0, 0));
        assertThat(count("kind = 'AGENZIA_COMPLESSA' and code = 'T-1'")).isOne();
        var renewed = offices.withCode("T-1").orElseThrow().id();
        assertThat(offices.countersFor("consultancy-domestic-work"))
                .filteredOn(counter -> counter.office().equals(renewed))
                .hasSize(1);
    }

    @Test
    void anOfficeOpenedBeforeItHadACodeIsRecognised() {
        var id = UUID.randomUUID();
        offices.open(
                new Office(id, "Direzione di prova", OfficeKind.DIREZIONE_PROVINCIALE, "Provopoli", "ZZ", null, false));
        assertThat(takeIn(HEAD + FIRST)).isEqualTo(new Intake.Taken(1, 0, 1, 1, 0, 0));
        assertThat(offices.withCode("T-1").orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void aTableThatWasTakenInIsNotTakenInAgainUntilItChanges() throws IOException {
        var table = (HEAD + FIRST).getBytes(StandardCharsets.UTF_8);
        assertThat(structures.takeInIfNew(table, INSTALLER)).containsInstanceOf(Intake.Taken.class);
        offices.openCounter(offices.withCode("T-1").orElseThrow().id(), "agenda-test", 7);
        assertThat(structures.takeInIfNew(table, INSTALLER)).isEmpty();
        assertThat(offices.countersFor("agenda-test"))
                .singleElement()
                .satisfies(counter -> assertThat(counter.desks()).isEqualTo(7));
        var changed = (HEAD + FIRST.replace(",3,", ",4,")).getBytes(StandardCharsets.UTF_8);
        assertThat(structures.takeInIfNew(changed, INSTALLER)).containsInstanceOf(Intake.Taken.class);
        assertThat(structures.takeInIfNew("Citt\u00e0".getBytes(StandardCharsets.ISO_8859_1), INSTALLER))
                .containsInstanceOf(Intake.Refused.class);
    }

    @Test
    void everyNodeSeesAChangeAndNoOtherStampComesBack() {
        takeIn(HEAD + FIRST);
        var before = offices.directory();
        assertThat(offices.directory()).isSameAs(before);
        jdbc.sql("update offices.counter set desks = 9 where service = 'agenda-test'")
                .update();
        assertThat(offices.lastKnown()).as("not asked yet").isSameAs(before);
        assertThat(offices.directory().countersFor("agenda-test"))
                .extracting(Counter::desks)
                .containsExactly(9);
        assertThat(offices.directory().stamp()).isNotEqualTo(before.stamp());
    }

    @Test
    void whereSomebodyGoesIsRememberedUntilTheyHaveNotBeenForLong() {
        takeIn(HEAD + FIRST);
        var office = offices.withCode("T-1").orElseThrow();
        var bruno = new PersonId(UUID.randomUUID());
        offices.remember(bruno, "agenda-test", office.id());
        habits.forget();
        assertThat(offices.usual(bruno, "agenda-test")).contains(office);
        jdbc.sql("update offices.usual_office set chosen_at = chosen_at - interval '731 days' where person = :person")
                .param("person", bruno.value())
                .update();
        habits.forget();
        assertThat(offices.usual(bruno, "agenda-test")).isEmpty();
    }

    @Test
    void anEmptyCellClosesNoCounter() {
        takeIn(HEAD + FIRST);
        takeIn(HEAD + FIRST.replace(",3,", ",,"));
        assertThat(offices.countersFor("agenda-test")).hasSize(1);
    }

    @Test
    void aStructureWithACounterDoesNotBecomeATerritorialAgency() {
        takeIn(HEAD + FIRST);
        var turned =
                FIRST.replace("DIREZIONE_PROVINCIALE", "AGENZIA_TERRITORIALE").replace(",3,", ",,");
        assertThat(takeIn(HEAD + turned))
                .isInstanceOfSatisfying(
                        Intake.Refused.class,
                        refused -> assertThat(refused.wrong())
                                .extracting(Complaint::toString)
                                .containsExactly("line 2, kind: 'T-1' has a counter for agenda-test open, which a"
                                        + " structure of this kind may not have"));
        assertThat(count("kind = 'DIREZIONE_PROVINCIALE' and code = 'T-1'")).isOne();
    }

    @Test
    void nobodyOfAnOfficeTakesInTheNation() {
        var elena = new Actor.Official(
                UUID.randomUUID(),
                new PersonId(UUID.randomUUID()),
                UUID.randomUUID(),
                Set.of(),
                Set.of(Right.values()));
        assertThatThrownBy(() -> structures.takeIn(new StringReader(HEAD + FIRST), elena))
                .isInstanceOf(SecurityException.class);
    }

    @Nested
    class AnUnfitTable {

        String refused(String table) {
            return takeIn(table) instanceof Intake.Refused(var wrong)
                    ? wrong.stream().map(Complaint::toString).collect(Collectors.joining("; "))
                    : "taken";
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "T-1|t 1|line 2, code: 't 1' is not 2 to 20 capital letters, digits and dashes",
                    "Direzione di prova||line 2, name: is missing",
                    "DIREZIONE_PROVINCIALE|PALAZZO|line 2, kind: 'PALAZZO' is none of",
                    "ZZ|Zz|line 2, province: 'Zz' is not two capital letters",
                    "10-04|31-02|line 2, patron: '31-02' is not a day: write 10-04 for 4 October",
                    ",3,|,-1,|line 2, desks:agenda-test: '-1' is not a number from 0 to 500",
                    ",3,|,501,|line 2, desks:agenda-test: '501' is not a number from 0 to 500",
                    ",3,|,2;1 klingon,|line 2, desks:agenda-test: '2;1' is not a number from 0 to 500",
                    ",3,|,2 klingon,|line 2, desks:agenda-test: 'klingon' is neither a language of two letters",
                    ",3,|,2 it,|line 2, desks:agenda-test: 'it' is neither a language of two letters other than it",
                    "DIREZIONE_PROVINCIALE|AGENZIA_TERRITORIALE|line 2, desks:agenda-test: is not offered by a",
                    "uo@example.org|nobody|line 2, mailbox:registry-flows: 'nobody' is not a mail address",
                })
        void saysWhatIsWrongAndWhere(String of, String to, String complaint) {
            assertThat(refused(HEAD + FIRST.replace(of, Objects.requireNonNullElse(to, "")) + SECOND))
                    .contains(complaint);
            assertThat(count("true")).as("half of it").isZero();
        }

        @Test
        void namesEveryLineThatIsWrong() {
            assertThat(refused(HEAD + FIRST.replace("10-04", "x") + "T-3,short\n" + SECOND + SECOND))
                    .contains("line 2, patron")
                    .contains("line 3: has 2 cells, the first line 8")
                    .contains("line 5, code: 'T-2' stands on line 4 already");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "patron,|''|line 1, patron: is missing",
                    "province|provinz|line 1, provinz: is not a column of this table",
                    "desks:agenda-test|desks:haircut|line 1, desks:haircut: there is no such service",
                    "mailbox:registry-flows|mailbox:kitchen|line 1, mailbox:kitchen: no service names such a unit",
                    "province|code|line 1, code: stands there twice",
                })
        void saysWhatIsWrongWithItsColumns(String of, String to, String complaint) {
            assertThat(refused(HEAD.replace(of, to) + FIRST)).contains(complaint);
        }

        @Test
        void isAlsoAnEmptyOneAndOneThatIsNoTable() {
            assertThat(refused("")).isEqualTo("line 1: the file is empty");
            assertThat(refused(HEAD)).isEqualTo("line 2: there is no structure");
            assertThat(refused(HEAD + FIRST + "\"T-3,never closed")).startsWith("line 3: from here on it is no table");
            assertThat(refused(HEAD.replace(',', ';') + FIRST.replace(',', ';')))
                    .isEqualTo("line 1: its cells are separated by semicolons: separate them by commas");
            assertThat(count("true")).isZero();
        }

        @Test
        void aCellOverSeveralLinesDoesNotShiftTheLinesSaid() {
            var overTwo = FIRST.replace("Direzione di prova", "\"Direzione\ndi prova\"");
            assertThat(refused(HEAD + overTwo + SECOND.replace("BZ", "bz")))
                    .contains("line 2, name: has a control character", "line 4, province: 'bz'");
        }

        @Test
        void inAnotherEncodingIsRefusedWithItsLine() throws IOException {
            for (var encoding : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
                var table = (HEAD + FIRST + SECOND.replace("Provina", "Cantù")).getBytes(encoding);
                assertThat(structures.takeInIfNew(table, INSTALLER))
                        .contains(new Intake.Refused(List.of(new Complaint(
                                encoding == StandardCharsets.UTF_16 ? 1 : 3,
                                "",
                                "is not UTF-8: save the table as UTF-8"))));
            }
            assertThat(count("true")).isZero();
        }

        /// Tens of megabytes, each line wrong: what is said stays readable, and nothing of it is taken in.
        @Test
        void howeverLargeIsToldInAHundredLines() {
            var line = FIRST.replace("ZZ", "zz").replace("10-04", "4 ottobre");
            assertThat(takeIn(HEAD + line.repeat(300_000))).isInstanceOfSatisfying(Intake.Refused.class, refused -> {
                assertThat(refused.wrong()).hasSize(101);
                assertThat(refused.wrong().getLast()).hasToString("line 0: and 599900 more");
            });
            var endless = refused(HEAD + FIRST.replace("T-1", "T".repeat(20_000_000)));
            assertThat(endless).startsWith("line 2, code: 'TTT").hasSizeLessThan(300);
            assertThat(count("true")).isZero();
        }

        @Test
        void thatIsLargeAndOneLineWrongLeavesNothingHalfTakenIn() {
            var table = new StringBuilder(HEAD);
            for (int i = 100; i < 20_100; i++) table.append(FIRST.replace("T-1", "T-" + i));
            assertThat(refused(table + FIRST.replace("ZZ", "z"))).startsWith("line 20002, province");
            assertThat(count("true")).isZero();
            assertThat(takeIn(table.toString())).isEqualTo(new Intake.Taken(20_000, 20_000, 0, 20_000, 0, 0));
            assertThat(takeIn(table.toString())).isEqualTo(new Intake.Taken(20_000, 0, 0, 20_000, 0, 0));
        }
    }
}

package sportello.offices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
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

    @AfterEach
    void clear() {
        for (var table : List.of("unit", "counter"))
            jdbc.sql("delete from offices." + table + " where office in (select id from offices.office where code is"
                            + " not null)")
                    .update();
        jdbc.sql("delete from offices.office where code is not null").update();
    }

    Intake takeIn(String table) {
        try {
            return structures.takeIn(new StringReader(table), INSTALLER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count(String what) {
        return jdbc.sql("select count(*) from offices.office where " + what)
                .query(Integer.class)
                .single();
    }

    @Test
    void opensStructuresCountersAndUnits() {
        assertThat(takeIn(HEAD + FIRST + SECOND)).isEqualTo(new Intake.Taken(2, 2, 0, 1, 0));
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
        assertThat(takeIn(HEAD + FIRST + SECOND)).isEqualTo(new Intake.Taken(2, 0, 0, 1, 0));
    }

    @Test
    void aKnownStructureIsRenewedAndWhatIsNotNamedStays() {
        takeIn(HEAD + FIRST + SECOND);
        assertThat(takeIn(HEAD + FIRST.replace("di prova", "rinnovata").replace(",3,", ",5,")))
                .isEqualTo(new Intake.Taken(1, 0, 1, 1, 1));
        assertThat(offices.countersFor("agenda-test"))
                .singleElement()
                .satisfies(counter -> assertThat(counter.desks()).isEqualTo(5));
        assertThat(count("code = 'T-2'")).isOne();
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
                                .extracting(Complaint::column)
                                .containsExactly("kind"));
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
                    "DIREZIONE_PROVINCIALE|AGENZIA_TERRITORIALE|line 2, desks:agenda-test: is not offered by a",
                    "uo@example.org|nobody|line 2, mailbox:registry-flows: 'nobody' is not a mail address",
                })
        void saysWhatIsWrongAndWhere(String of, String to, String complaint) {
            assertThat(refused(HEAD + FIRST.replace(of, Objects.requireNonNullElse(to, "")) + SECOND))
                    .contains(complaint);
            assertThat(count("code is not null")).as("half of it").isZero();
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
            assertThat(refused(HEAD + "\"T-1,never closed")).startsWith("line 0: not a table");
        }
    }

    @Test
    void theShippedNationIsFit() throws IOException {
        var stream = Objects.requireNonNull(getClass().getResourceAsStream("/structures/italy.csv"));
        try (var table = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            assertThat(structures.takeIn(table, INSTALLER)).isInstanceOfSatisfying(Intake.Taken.class, taken -> {
                assertThat(taken.structures()).isGreaterThan(450);
                assertThat(taken.counters()).isGreaterThan(700);
            });
        }
        assertThat(jdbc.sql("select count(distinct province) from offices.office where code is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(107);
    }
}

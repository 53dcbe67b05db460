package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.casework.QueueFilter.View;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Unit;
import sportello.testing.SportelloTest;

/// A unit's queue on a real PostgreSQL: filters, counts, search, pages by cursor.
@SportelloTest
class QueueTest {

    @Autowired
    Consultations stages;

    @Autowired
    Consultancies consultancies;

    @Autowired
    JdbcClient jdbc;

    Unit unit;
    Actor.Official carla;

    @BeforeEach
    void aUnit() {
        stages.clock.moveTo(Consultations.THE_DAY_BEFORE);
        unit = stages.unit(stages.counter(), "credit-assessment");
        carla = stages.official("Carla", unit, Right.HOLD_MEETINGS);
    }

    /// They have no appointment behind them: the due work would stumble over them.
    @AfterEach
    void gone() {
        jdbc.sql("""
                        update casework.case_file
                           set status = 'ABORTED', outcome_reason = 'test', settled_at = now()
                         where office = :office and settled_at is null
                        """).param("office", unit.office()).update();
    }

    @Test
    void comesInPagesByHourWithoutLosingOrRepeatingAny() {
        cases(2 * Queue.PAGE + 20, "'TO_EVALUATE'", "null", "null", 0);
        var seen = new ArrayList<Queue.Row>();
        var filter = QueueFilter.of(View.ALL);
        int pages = 0;
        for (var page = consultancies.queue(carla, filter); ; page = consultancies.queue(carla, filter)) {
            seen.addAll(page.rows());
            pages++;
            // Somebody books an earlier hour meanwhile: the pages still to come do not shift.
            cases(1, "'TO_EVALUATE'", "null", "null", -1);
            if (page.next() == null) break;
            filter = new QueueFilter(View.ALL, "", page.next());
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen)
                .hasSize(2 * Queue.PAGE + 20)
                .isSortedAccordingTo(Comparator.comparing(Queue.Row::startsAt)
                        .thenComparing(row -> row.id().toString()));
        assertThat(seen.stream().map(Queue.Row::id).distinct()).hasSize(seen.size());
    }

    @Test
    void hasEveryViewWithItsCount() {
        cases(3, "'TO_EVALUATE'", "null", "null", 0);
        cases(4, "'ACCEPTED'", "'" + carla.staff() + "'", "null", 1);
        cases(5, "'ACCEPTED'", "'" + UUID.randomUUID() + "'", "'TEAMS'", 2);
        awaitingPapers(6);
        var queue = consultancies.queue(carla, QueueFilter.of(View.ALL));
        assertThat(queue.counts())
                .containsEntry(View.ALL, 18)
                .containsEntry(View.MINE, 4)
                .containsEntry(View.UNASSIGNED, 9)
                .containsEntry(View.UNPREPARED, 3)
                .containsEntry(View.WAITING_PAPERS, 6)
                .containsEntry(View.WITHOUT_VENUE, 4)
                .containsEntry(View.TODAY, 0)
                .containsEntry(View.TO_COMPLETE, 0);
        for (var view : View.values())
            assertThat(consultancies.queue(carla, QueueFilter.of(view)).rows())
                    .as("%s", view)
                    .hasSize(queue.count(view));
        stages.clock.moveTo(
                Consultations.THE_DAY_BEFORE.plus(Duration.ofDays(1)).minusSeconds(7200));
        assertThat(consultancies.queue(carla, QueueFilter.of(View.TODAY)).counts())
                .containsEntry(View.TODAY, 3);
    }

    @Test
    void isSearchedByNameAndByReferenceAsTyped() {
        cases(3, "'TO_EVALUATE'", "null", "null", 0);
        var one = consultancies.queue(carla, QueueFilter.of(View.ALL)).rows().getFirst();
        jdbc.sql("update casework.case_file set known_as = 'Dario D''Àvila_50%' where id = :id")
                .param("id", one.id().value())
                .update();
        for (var text : new String[] {"d'àVI", "_50%", one.reference().spoken().toLowerCase(Locale.ROOT)})
            assertThat(consultancies
                            .queue(carla, new QueueFilter(View.ALL, text, null))
                            .rows())
                    .as(text)
                    .extracting(Queue.Row::id)
                    .containsExactly(one.id());
        assertThat(consultancies
                        .queue(carla, new QueueFilter(View.ALL, "%", null))
                        .rows())
                .hasSize(1);
        assertThat(consultancies
                        .queue(carla, new QueueFilter(View.ALL, "Nessuno", null))
                        .rows())
                .isEmpty();
    }

    @Test
    void beginsAnewWithACursorNobodyGave() {
        cases(2, "'TO_EVALUATE'", "null", "null", 0);
        for (var cursor : new String[] {
            "",
            "x",
            "!!",
            "MTox",
            "OTk5OTk5OTk5OTk5OTk5OTk5OTk6eA",
            "OTAwMDAwMDAwMDAwMDAwMDowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDE"
        })
            assertThat(consultancies
                            .queue(carla, new QueueFilter(View.ALL, "", cursor))
                            .rows())
                    .as(cursor)
                    .hasSize(2);
    }

    @Test
    void hasNoCaseOfAServiceWithoutTriage() {
        cases(1, "null", "null", "null", 0);
        assertThat(consultancies.queue(carla, QueueFilter.of(View.ALL)).rows()).isEmpty();
    }

    /// Nobody reads on beyond: the page stays as quick with ten thousand open cases.
    @Test
    void countsOnlyAsFarAsAnybodyReads() {
        cases(Queue.MOST_COUNTED + 1, "'ACCEPTED'", "null", "null", 0);
        assertThat(consultancies.queue(carla, QueueFilter.of(View.ALL)).counts())
                .containsEntry(View.ALL, Queue.MOST_COUNTED)
                .containsEntry(View.WITHOUT_VENUE, Queue.MOST_COUNTED);
    }

    /// Written straight into the table, one hour each from `THE_DAY_BEFORE` plus `day` days on.
    private void cases(int many, String triage, String inCharge, String venue, int day) {
        jdbc.sql("""
                insert into casework.case_file (appointment, reference, service, office, room, booked_by, party_marks,
                                                starts_at, ends_at, unit, party, known_as, triage, in_charge, venue)
                select gen_random_uuid(),
                       translate(upper(substr(md5(n::text || :office || random()), 1, 8)), '01BEIOS', '2345678'),
                       'consultancy-test', cast(:office as uuid), gen_random_uuid(), gen_random_uuid(), '{}',
                       cast(:from as timestamptz) + n / 7 * interval '1 minute', cast(:from as timestamptz) + n / 7 * interval '1 minute' + interval '20 minutes',
                       :unit, gen_random_uuid(), 'Dario Prova', %s, cast(%s as uuid), %s
                  from generate_series(0, :many - 1) n
                """.formatted(triage, inCharge, venue))
                .param("office", unit.office().toString())
                .param("unit", unit.id())
                .param("many", many)
                .param("from", Timestamp.from(Consultations.NINE_TWENTY.plus(Duration.ofDays(day))))
                .update();
    }

    private void awaitingPapers(int many) {
        cases(many, "'PAPERS_ASKED'", "null", "null", 3);
        jdbc.sql("update casework.case_file set papers_awaited = 2 where office = :office and triage = 'PAPERS_ASKED'")
                .param("office", unit.office())
                .update();
    }
}

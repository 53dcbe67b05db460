package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.casework.Lateness.Fate.LAPSES;
import static sportello.casework.Lateness.Fate.LEFT_UNFINISHED;
import static sportello.casework.Lateness.Fate.OFFICE_NEVER_CAME;
import static sportello.casework.Lateness.Fate.STAYS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import sportello.casework.CaseFile.Status;
import sportello.casework.Lateness.Fate;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.RoomId;
import sportello.platform.Reference;

/// Rule D15, one minute each side.
class LatenessTest {

    static final Instant NINE_TWENTY = Instant.parse("2027-03-02T08:20:00Z");
    static final Instant MIDNIGHT = Instant.parse("2027-03-02T23:00:00Z");
    static final Duration TEN = Duration.ofMinutes(10);
    static final Duration MINUTE = Duration.ofMinutes(1);

    final Entry absent = entry(null, null, null);
    final Entry waiting = entry(NINE_TWENTY, NINE_TWENTY, null);
    final Entry cameAndWent = entry(null, NINE_TWENTY, null);
    final Entry admittedAndGone = entry(null, NINE_TWENTY, NINE_TWENTY);

    @Nested
    class OpenedBeforeItsHour {
        @Test
        void lapsesTenMinutesAfterItsHour() {
            var opened = NINE_TWENTY.minus(TEN);
            assertThat(fate(opened, NINE_TWENTY.plus(TEN).minus(MINUTE), absent))
                    .isEqualTo(STAYS);
            assertThat(fate(opened, NINE_TWENTY.plus(TEN), absent)).isEqualTo(LAPSES);
        }
    }

    @Nested
    class OpenedAfterItsHour {
        @Test
        void lapsesTenMinutesAfterTheOpening() {
            var opened = NINE_TWENTY.plus(Duration.ofMinutes(25));
            assertThat(fate(opened, opened.plus(TEN).minus(MINUTE), absent)).isEqualTo(STAYS);
            assertThat(fate(opened, opened.plus(TEN), absent)).isEqualTo(LAPSES);
        }
    }

    @Test
    void whoeverIsWaitingNeverLapses() {
        assertThat(fate(NINE_TWENTY, NINE_TWENTY.plus(Duration.ofHours(3)), absent, waiting))
                .isEqualTo(STAYS);
        assertThat(fate(null, MIDNIGHT.plus(MINUTE), waiting)).isEqualTo(STAYS);
    }

    @Test
    void notOpenedYetItDoesNotLapseDuringItsDay() {
        assertThat(fate(null, MIDNIGHT.minus(MINUTE), absent)).isEqualTo(STAYS);
    }

    @Test
    void atDaysEndWhatWasNeverOpenedLapsesIfNobodyCame() {
        assertThat(fate(null, MIDNIGHT, absent)).isEqualTo(LAPSES);
    }

    @Test
    void atDaysEndWhoCameInVainIsNotBlamed() {
        assertThat(fate(null, MIDNIGHT, absent, cameAndWent)).isEqualTo(OFFICE_NEVER_CAME);
    }

    @Test
    void whatBeganStaysUntilDaysEnd() {
        assertThat(fate(NINE_TWENTY, MIDNIGHT.minus(MINUTE), admittedAndGone)).isEqualTo(STAYS);
        assertThat(fate(NINE_TWENTY, MIDNIGHT, admittedAndGone)).isEqualTo(LEFT_UNFINISHED);
    }

    @Test
    void onTheDayTheClocksChangeTheDayEndsAtItsOwnMidnight() {
        var sunday = Instant.parse("2027-03-28T08:00:00Z");
        var lateness = new Lateness(Status.PREPARED, sunday, null, TEN, List.of(absent));
        assertThat(lateness.at(Instant.parse("2027-03-28T21:59:00Z"))).isEqualTo(STAYS);
        assertThat(lateness.at(Instant.parse("2027-03-28T22:00:00Z"))).isEqualTo(LAPSES);
    }

    private static Fate fate(@Nullable Instant openedAt, Instant now, Entry... people) {
        var status = openedAt == null ? Status.PREPARED : Status.OPEN;
        return new Lateness(status, NINE_TWENTY, openedAt, TEN, List.of(people)).at(now);
    }

    static Entry entry(@Nullable Instant waitingSince, @Nullable Instant lastSeenAt, @Nullable Instant admittedAt) {
        return new Entry(
                new EntryId(UUID.randomUUID()),
                new RoomId(UUID.randomUUID()),
                "delegate",
                "Bruno",
                null,
                "it",
                Reference.next(),
                1,
                true,
                null,
                waitingSince,
                lastSeenAt,
                null,
                null,
                admittedAt,
                null,
                null,
                false);
    }
}

package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import sportello.casework.Overdue.Fate;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.RoomId;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// After the hour nothing hangs without an end.
class OverdueTest {

    static final Instant NINE_TWENTY = Instant.parse("2027-03-02T08:20:00Z");
    static final Instant NINE_FORTY = NINE_TWENTY.plus(Duration.ofMinutes(20));
    static final Instant MIDNIGHT = Instant.parse("2027-03-02T23:00:00Z");
    static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    CaseFile.Status status = CaseFile.Status.PREPARED;

    @Nullable Instant startedAt;

    Venue venue = Venue.PHONE;
    List<Entry> people = List.of();

    @Nested
    class NeverBegun {
        @Test
        void staysUntilTenMinutesAfterItsEnd() {
            assertThat(at(NINE_FORTY.plus(TEN_MINUTES).minusMillis(1))).isEqualTo(Fate.STAYS);
        }

        @Test
        void isThenMissedByTheOffice() {
            assertThat(at(NINE_FORTY.plus(TEN_MINUTES))).isEqualTo(Fate.MISSED_BY_OFFICE);
        }

        @Test
        void staysWhileSomebodyWaitsInTheOwnRoom() {
            venue = Venue.OWN_ROOM;
            people = List.of(guest(NINE_TWENTY, null));
            assertThat(at(MIDNIGHT)).isEqualTo(Fate.STAYS);
        }

        @Test
        void doesNotStayForWhoWaitsInARoomNobodyMeetsIn() {
            people = List.of(guest(NINE_TWENTY, null));
            assertThat(at(NINE_FORTY.plus(TEN_MINUTES))).isEqualTo(Fate.MISSED_BY_OFFICE);
        }
    }

    @Nested
    class Begun {
        Begun() {
            status = CaseFile.Status.OPEN;
            startedAt = NINE_TWENTY;
        }

        @Test
        void staysUntilTheDayIsOver() {
            assertThat(at(MIDNIGHT.minusMillis(1))).isEqualTo(Fate.STAYS);
        }

        @Test
        void isThenToBeCompleted() {
            assertThat(at(MIDNIGHT)).isEqualTo(Fate.TO_COMPLETE);
        }

        @Test
        void inTheOwnRoomWithNobodyEverLetInWasMissed() {
            venue = Venue.OWN_ROOM;
            people = List.of(guest(null, null));
            assertThat(at(MIDNIGHT)).isEqualTo(Fate.MISSED_BY_PARTY);
        }

        @Test
        void inTheOwnRoomWithSomebodyLetInIsToBeCompleted() {
            venue = Venue.OWN_ROOM;
            people = List.of(guest(null, NINE_TWENTY));
            assertThat(at(MIDNIGHT)).isEqualTo(Fate.TO_COMPLETE);
        }

        @Test
        void onTheNightOfTheClockChangeEndsWithItsOwnMidnight() {
            var fortyFiveMinutesPastEleven = Instant.parse("2027-03-28T21:45:00Z");
            startedAt = fortyFiveMinutesPastEleven;
            var over = new Overdue(
                    status,
                    fortyFiveMinutesPastEleven,
                    fortyFiveMinutesPastEleven.plusSeconds(600),
                    startedAt,
                    TEN_MINUTES,
                    venue,
                    people);
            assertThat(over.at(Instant.parse("2027-03-28T21:59:59Z"))).isEqualTo(Fate.STAYS);
            assertThat(over.at(Instant.parse("2027-03-28T22:00:00Z"))).isEqualTo(Fate.TO_COMPLETE);
        }
    }

    @Test
    void whatHasEndedStaysAsItIs() {
        for (var ended : CaseFile.Status.values()) {
            if (!ended.settled()) continue;
            status = ended;
            assertThat(at(MIDNIGHT)).as("%s", ended).isEqualTo(Fate.STAYS);
        }
    }

    private Fate at(Instant now) {
        return new Overdue(status, NINE_TWENTY, NINE_FORTY, startedAt, TEN_MINUTES, venue, people).at(now);
    }

    private static Entry guest(@Nullable Instant waitingSince, @Nullable Instant admittedAt) {
        return new Entry(
                new EntryId(UUID.randomUUID()),
                new RoomId(UUID.randomUUID()),
                "intermediary",
                "Dario",
                null,
                "it",
                Reference.next(),
                1,
                true,
                null,
                waitingSince,
                waitingSince,
                null,
                null,
                admittedAt,
                null,
                null,
                true);
    }
}

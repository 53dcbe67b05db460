package sportello.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sportello.meeting.QueuePlace.Turn;

class QueuePlaceTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");

    final List<Turn> today = new ArrayList<>();

    @Test
    void isFirstAndCountsTheMinutesToTheHour() {
        var mine = turn(20, null, true);
        assertThat(QueuePlace.of(today, mine, NINE)).isEqualTo(new QueuePlace(1, 20));
    }

    @Test
    void countsOnesRoomBeforeThatStillGoesOn() {
        turn(0, 15, true);
        var mine = turn(20, null, true);
        assertThat(QueuePlace.of(today, mine, NINE.plus(Duration.ofMinutes(20))))
                .isEqualTo(new QueuePlace(2, 15));
    }

    @Test
    void skipsWhoDidNotCome() {
        turn(0, null, false);
        var mine = turn(20, null, true);
        assertThat(QueuePlace.of(today, mine, NINE.plus(Duration.ofMinutes(5)))).isEqualTo(new QueuePlace(1, 15));
    }

    @Test
    void countsWhoIsStillToCome() {
        turn(20, null, false);
        var mine = turn(40, null, true);
        assertThat(QueuePlace.of(today, mine, NINE)).isEqualTo(new QueuePlace(2, 40));
    }

    @Test
    void isNobodysTurnBeforeMineAtAnotherDeskAtTheSameHour() {
        turn(20, null, true);
        var mine = turn(20, null, true);
        assertThat(QueuePlace.of(today, mine, NINE)).isEqualTo(new QueuePlace(1, 20));
    }

    @Test
    void twoDesksTakeTwoAtATime() {
        turn(0, 0, true);
        turn(0, 10, true);
        var mine = turn(20, null, true);
        assertThat(QueuePlace.of(today, mine, NINE.plus(Duration.ofMinutes(15))))
                .isEqualTo(new QueuePlace(3, 5));
    }

    @Test
    void hasNoWaitOnceMyRoomIsOpen() {
        turn(0, 0, true);
        var mine = turn(20, 19, true);
        assertThat(QueuePlace.of(today, mine, NINE.plus(Duration.ofMinutes(19))))
                .isEqualTo(new QueuePlace(1, 0));
    }

    @Test
    void doesNotPromiseAnHourThatAnOverrunRoomCannotKeep() {
        turn(0, 0, true);
        turn(20, null, true);
        var mine = turn(40, null, true);
        assertThat(QueuePlace.of(today, mine, NINE.plus(Duration.ofMinutes(30))))
                .isEqualTo(new QueuePlace(3, 20));
    }

    private Turn turn(int startsAfter, @Nullable Integer openedAfter, boolean attended) {
        var starts = NINE.plus(Duration.ofMinutes(startsAfter));
        var turn = new Turn(
                new RoomId(UUID.randomUUID()),
                starts,
                starts.plus(Duration.ofMinutes(20)),
                openedAfter == null ? null : NINE.plus(Duration.ofMinutes(openedAfter)),
                openedAfter != null,
                attended);
        today.add(turn);
        return turn;
    }
}

package sportello.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.meeting.Room.Status.CALLED_OFF;
import static sportello.meeting.Room.Status.CLOSED;
import static sportello.meeting.Room.Status.OPEN;
import static sportello.meeting.Room.Status.PREPARED;
import static sportello.meeting.Room.Status.SUSPENDED;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sportello.meeting.Room.Status;

/// The drawing of a room's states.
class RoomTest {

    @Test
    void isOpenedByTheOfficial() {
        assertThat(PREPARED.mayBecome(OPEN)).isTrue();
    }

    @Test
    void isCalledOffBeforeItOpens() {
        assertThat(PREPARED.mayBecome(CALLED_OFF)).isTrue();
    }

    @Test
    void isSuspendedWhileOpen() {
        assertThat(OPEN.mayBecome(SUSPENDED)).isTrue();
    }

    @Test
    void goesOnAfterASuspension() {
        assertThat(SUSPENDED.mayBecome(OPEN)).isTrue();
    }

    @Test
    void isClosedWhileOpen() {
        assertThat(OPEN.mayBecome(CLOSED)).isTrue();
    }

    @Test
    void isClosedWhileSuspended() {
        assertThat(SUSPENDED.mayBecome(CLOSED)).isTrue();
    }

    @Test
    void hasNoOtherArrow() {
        var arrows = Map.of(
                PREPARED, Set.of(OPEN, CALLED_OFF), OPEN, Set.of(SUSPENDED, CLOSED), SUSPENDED, Set.of(OPEN, CLOSED));
        for (var from : Status.values()) {
            for (var to : Status.values()) {
                if (arrows.getOrDefault(from, Set.of()).contains(to)) continue;
                assertThat(from.mayBecome(to)).as(from + " to " + to).isFalse();
            }
        }
    }

    @Test
    void isOverOnceClosedOrCalledOff() {
        assertThat(Status.values()).filteredOn(Status::over).containsExactly(CLOSED, CALLED_OFF);
    }
}

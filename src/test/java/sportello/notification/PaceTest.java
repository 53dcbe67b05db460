package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A provider's complaint makes the product slower, its silence makes it wait, and a good while makes it quick again.
class PaceTest {

    static final long SECOND = 1_000_000_000L;

    final Pace pace = new Pace(16, 0, Duration.ofSeconds(1), Duration.ofSeconds(5), 0);

    @Test
    void givesAllItsRoomAtFirst() {
        assertThat(pace.room(0)).isEqualTo(16);
    }

    @Test
    void givesRoomForAsManyAsHaveEnded() {
        pace.begin(16);
        assertThat(pace.room(0)).isZero();
        pace.end(7);
        assertThat(pace.room(0)).isEqualTo(7);
    }

    @Test
    void restsAndHalvesAtAComplaintHoweverManySayIt() {
        for (int i = 0; i < 16; i++) pace.complained(0);
        assertThat(pace.room(SECOND - 1)).isZero();
        assertThat(pace.silent(0)).isFalse();
        assertThat(pace.room(SECOND)).isEqualTo(8);
    }

    @Test
    void restsLongerEachTimeUpToTheLongest() {
        long now = 0;
        for (long rest : new long[] {1, 2, 4, 5, 5}) {
            pace.complained(now);
            assertThat(pace.room(now + rest * SECOND - 1)).isZero();
            now += rest * SECOND;
            assertThat(pace.room(now)).isPositive();
        }
    }

    @Test
    void growsByOneARoundWithoutComplaint() {
        pace.complained(0);
        for (int i = 0; i < 8; i++) pace.wentWell();
        assertThat(pace.width()).isEqualTo(9);
        for (int i = 0; i < 1_000; i++) pace.wentWell();
        assertThat(pace.width()).isEqualTo(16);
        pace.complained(0);
        assertThat(pace.room(SECOND)).isPositive();
    }

    @Test
    void triesWithOneAfterSilence() {
        pace.complained(0);
        pace.wentSilent(0);
        assertThat(pace.silent(0)).isTrue();
        assertThat(pace.room(10 * SECOND)).isEqualTo(1);
        assertThat(pace.silent(10 * SECOND)).isFalse();
    }

    @Test
    void keepsToWhatAProviderTakesInASecond() {
        var slow = new Pace(50, 20, Duration.ofSeconds(1), Duration.ofSeconds(5), 0);
        long begun = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 100) {
            int room = slow.room(now);
            slow.begin(room);
            slow.end(room);
            begun += room;
        }
        assertThat(begun).isBetween(195L, 206L);
    }
}

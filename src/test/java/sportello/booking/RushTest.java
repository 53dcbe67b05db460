package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RushTest {

    static final int CALM = 20;

    final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());
    final Rush rush = new Rush(CALM, nanos::get);

    @Test
    void onACalmDayEachIsFollowedUpByItsOwnRequest() {
        assertThat(confirmed(CALM)).isEqualTo(CALM);
        assertThat(rush.breath()).isZero();
    }

    @Test
    void beyondTheyAreLeftToTheWorkersWhoGiveWay() {
        assertThat(confirmed(CALM + 5)).isEqualTo(CALM);
        assertThat(rush.breath()).isPositive();
    }

    @Test
    void theSecondAfterIsStillARush() {
        confirmed(CALM + 5);
        secondsLater(1);
        assertThat(confirmed(3)).isZero();
        assertThat(rush.breath()).isPositive();
    }

    @Test
    void twoCalmSecondsEndIt() {
        confirmed(CALM + 5);
        secondsLater(1);
        confirmed(3);
        secondsLater(1);
        assertThat(rush.breath()).isZero();
        assertThat(confirmed(3)).isEqualTo(3);
    }

    @Test
    void aPauseEndsItToo() {
        confirmed(CALM + 5);
        secondsLater(2);
        assertThat(rush.breath()).isZero();
    }

    @Test
    void theGreaterItIsTheLongerTheWorkersGiveWayUpToHalfASecond() {
        confirmed(30);
        var mild = rush.breath();
        confirmed(170);
        var great = rush.breath();
        confirmed(5_000);
        assertThat(mild).isLessThan(great).isEqualTo(Duration.ofMillis(30));
        assertThat(rush.breath()).isGreaterThan(great).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void moreThanATenthAtOnceIsARushOfItsOwn() {
        boolean first = rush.inPassing(() -> rush.inPassing(() -> {
            assertThat(rush.inPassing(() -> {})).isFalse();
            assertThat(rush.breath()).isPositive();
        }));
        assertThat(first).isTrue();
        assertThat(rush.breath()).isZero();
    }

    /// How many of them were followed up in passing.
    private int confirmed(int many) {
        int done = 0;
        for (int n = 0; n < many; n++) if (rush.inPassing(() -> {})) done++;
        return done;
    }

    private void secondsLater(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}

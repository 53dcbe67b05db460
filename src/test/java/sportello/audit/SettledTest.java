package sportello.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettledTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");

    final Settled settled = new Settled();

    @Test
    void leavesNothingBehindThatMayStillBeWritten() {
        settled.nothingFresh(40, NINE);
        settled.nothingFresh(90, NINE.plus(Settled.LONGEST_TRANSACTION).minus(Duration.ofSeconds(1)));
        assertThat(settled.upTo()).isZero();
    }

    @Test
    void movesOnAnHourLaterToWhatWasSealedThen() {
        settled.nothingFresh(40, NINE);
        settled.nothingFresh(90, NINE.plus(Settled.LONGEST_TRANSACTION));
        assertThat(settled.upTo()).isEqualTo(40);
        settled.nothingFresh(95, NINE.plus(Settled.LONGEST_TRANSACTION).plusSeconds(3));
        assertThat(settled.upTo()).isEqualTo(40);
        settled.nothingFresh(99, NINE.plus(Settled.LONGEST_TRANSACTION.multipliedBy(2)));
        assertThat(settled.upTo()).isEqualTo(90);
    }
}

package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    static final Instant NOW = Instant.parse("2027-03-02T08:00:00Z");

    @Test
    void allowsABurstAndThenOneEach() {
        var pace = new Pace(3, Duration.ofSeconds(1), NOW);
        assertThat(pace.allows(NOW)).isTrue();
        assertThat(pace.allows(NOW)).isTrue();
        assertThat(pace.allows(NOW)).isTrue();
        assertThat(pace.allows(NOW)).isFalse();
        assertThat(pace.allows(NOW.plusMillis(999))).isFalse();
        assertThat(pace.allows(NOW.plusMillis(1001))).isTrue();
        assertThat(pace.allows(NOW.plusMillis(1001))).isFalse();
    }

    @Test
    void savesUpNoMoreThanABurst() {
        var pace = new Pace(2, Duration.ofSeconds(1), NOW);
        var later = NOW.plusSeconds(3600);
        assertThat(pace.allows(later)).isTrue();
        assertThat(pace.allows(later)).isTrue();
        assertThat(pace.allows(later)).isFalse();
    }
}

package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/// What stops the start by fault of a file is told as it is, however deep inside the program it came up.
class CannotStartTest {

    @Test
    void isToldWithoutTheProgramsInside() {
        var failure = new RuntimeException(
                "Failed to start bean", new CannotStart("structures.csv cannot be taken in:\n  line 2: is not UTF-8"));
        var told =
                SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, othersNeedMore) -> {})
                        .stream()
                        .filter(CannotStartWords.class::isInstance)
                        .map(words -> words.analyze(failure))
                        .toList();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().getDescription())
                .isEqualTo("structures.csv cannot be taken in:\n  line 2: is not UTF-8");
    }
}

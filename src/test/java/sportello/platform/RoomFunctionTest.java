package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes part of a question's text is a name and nothing else (decision 27).
class RoomFunctionTest {

    @ParameterizedTest
    @ValueSource(strings = {"booking.keep_hour", "delegation.known"})
    void isNamedWithItsRoom(String name) {
        assertThat(new RoomFunction(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "known", "a.b.c", "a.b(", "a.b; drop table c", "a.b\n", "A.b", "a.b --"})
    void isNothingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomFunction(text));
    }
}

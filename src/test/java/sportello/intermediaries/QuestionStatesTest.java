package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.intermediaries.Question.State.ANSWERED;
import static sportello.intermediaries.Question.State.ASKED_BACK;
import static sportello.intermediaries.Question.State.CLOSED;
import static sportello.intermediaries.Question.State.OPEN;
import static sportello.intermediaries.Question.State.REJECTED;
import static sportello.intermediaries.Question.State.WITHDRAWN;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sportello.intermediaries.Question.State;

class QuestionStatesTest {

    static final Map<State, Set<State>> DRAWING = Map.of(
            OPEN, Set.of(OPEN, ANSWERED, ASKED_BACK, CLOSED, REJECTED, WITHDRAWN),
            ANSWERED, Set.of(OPEN, ANSWERED, ASKED_BACK, CLOSED, WITHDRAWN),
            ASKED_BACK, Set.of(OPEN, ANSWERED, ASKED_BACK, CLOSED, REJECTED, WITHDRAWN));

    @ParameterizedTest
    @CsvSource({
        "OPEN, OPEN",
        "OPEN, ANSWERED",
        "OPEN, ASKED_BACK",
        "OPEN, CLOSED",
        "OPEN, REJECTED",
        "OPEN, WITHDRAWN",
        "ANSWERED, OPEN",
        "ANSWERED, ANSWERED",
        "ANSWERED, ASKED_BACK",
        "ANSWERED, CLOSED",
        "ANSWERED, WITHDRAWN",
        "ASKED_BACK, OPEN",
        "ASKED_BACK, ANSWERED",
        "ASKED_BACK, ASKED_BACK",
        "ASKED_BACK, CLOSED",
        "ASKED_BACK, REJECTED",
        "ASKED_BACK, WITHDRAWN"
    })
    void anArrowIsFollowed(State from, State to) {
        assertThat(from.mayBecome(to)).isTrue();
    }

    @Test
    void whatIsNotAnArrowIsNotFollowed() {
        for (var from : State.values()) {
            for (var to : State.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(DRAWING.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatLeadsNowhereIsSettled(State state) {
        assertThat(state.settled()).isEqualTo(!DRAWING.containsKey(state));
    }
}

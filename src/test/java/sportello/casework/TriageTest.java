package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.casework.Triage.ACCEPTED;
import static sportello.casework.Triage.PAPERS_ASKED;
import static sportello.casework.Triage.TO_EVALUATE;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.casework.Consultancy.Request.State;

/// The drawings of `docs/states.md`: one test per arrow, one for every pair that is none.
class TriageTest {

    static final Map<Triage, Set<Triage>> FORWARD = Map.of(
            TO_EVALUATE, Set.of(ACCEPTED, PAPERS_ASKED),
            ACCEPTED, Set.of(PAPERS_ASKED),
            PAPERS_ASKED, Set.of(ACCEPTED, PAPERS_ASKED));

    static final Map<Triage, Set<Triage>> BACK = Map.of(
            ACCEPTED, Set.of(TO_EVALUATE, PAPERS_ASKED),
            PAPERS_ASKED, Set.of(TO_EVALUATE, ACCEPTED, PAPERS_ASKED));

    @ParameterizedTest
    @CsvSource({
        "TO_EVALUATE, ACCEPTED",
        "TO_EVALUATE, PAPERS_ASKED",
        "ACCEPTED, PAPERS_ASKED",
        "PAPERS_ASKED, ACCEPTED",
        "PAPERS_ASKED, PAPERS_ASKED"
    })
    void anArrowIsFollowed(Triage from, Triage to) {
        assertThat(from.mayBecome(to)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, TO_EVALUATE",
        "ACCEPTED, PAPERS_ASKED",
        "PAPERS_ASKED, TO_EVALUATE",
        "PAPERS_ASKED, ACCEPTED",
        "PAPERS_ASKED, PAPERS_ASKED"
    })
    void anArrowIsFollowedBackWhenUndone(Triage from, Triage to) {
        assertThat(from.mayFallBackTo(to)).isTrue();
    }

    @Test
    void whatIsNotAnArrowIsNotFollowed() {
        for (var from : Triage.values())
            for (var to : Triage.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(FORWARD.getOrDefault(from, Set.of()).contains(to));
                assertThat(from.mayFallBackTo(to))
                        .as("%s back to %s", from, to)
                        .isEqualTo(BACK.getOrDefault(from, Set.of()).contains(to));
            }
    }

    @Nested
    class ARequestedPaper {

        static final Map<State, Set<State>> DRAWING = Map.of(
                State.ASKED, Set.of(State.SENT, State.WITHDRAWN),
                State.SENT, Set.of(State.ACCEPTED, State.ASKED_AGAIN),
                State.ASKED_AGAIN, Set.of(State.SENT),
                State.ACCEPTED, Set.of(State.ASKED_AGAIN));

        @ParameterizedTest
        @CsvSource({
            "ASKED, SENT",
            "ASKED, WITHDRAWN",
            "SENT, ACCEPTED",
            "SENT, ASKED_AGAIN",
            "ASKED_AGAIN, SENT",
            "ACCEPTED, ASKED_AGAIN"
        })
        void followsAnArrow(State from, State to) {
            assertThat(from.mayBecome(to)).isTrue();
        }

        @Test
        void followsNothingElse() {
            for (var from : State.values())
                for (var to : State.values())
                    assertThat(from.mayBecome(to))
                            .as("%s to %s", from, to)
                            .isEqualTo(DRAWING.getOrDefault(from, Set.of()).contains(to));
        }

        @Test
        void isAwaitedWhileAsked() {
            for (var state : State.values())
                assertThat(state.open()).isEqualTo(state == State.ASKED || state == State.ASKED_AGAIN);
        }
    }
}

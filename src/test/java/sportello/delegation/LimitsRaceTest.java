package sportello.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.delegation.RegisterTest.official;
import static sportello.delegation.RegisterTest.person;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.delegation.Register.GrantOutcome;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.testing.SportelloTest;

/// Rule D10, many at the same moment.
@SportelloTest
class LimitsRaceTest {

    static final int AT_ONCE = 8;

    @Autowired
    Register register;

    @RepeatedTest(5)
    void ofManyForTheSameDelegatorExactlyOneWins() throws Exception {
        var anna = person();
        var outcomes = together(() -> grant(anna, person()));
        assertThat(outcomes).filteredOn(GrantOutcome.Granted.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(GrantOutcome.Refused.class::isInstance)
                .hasSize(AT_ONCE - 1)
                .extracting(outcome -> ((GrantOutcome.Refused) outcome).reason())
                .containsOnly("delegation.refused.delegator_full");
        assertThat(register.ofDelegator(anna)).hasSize(1);
    }

    @RepeatedTest(5)
    void ofManyForTheSameDelegateExactlyThreeWin() throws Exception {
        var bruno = person();
        var outcomes = together(() -> grant(person(), bruno));
        assertThat(outcomes).filteredOn(GrantOutcome.Granted.class::isInstance).hasSize(3);
        assertThat(outcomes)
                .filteredOn(GrantOutcome.Refused.class::isInstance)
                .extracting(outcome -> ((GrantOutcome.Refused) outcome).reason())
                .containsOnly("delegation.refused.delegate_full");
        assertThat(register.toDelegate(bruno)).hasSize(3);
    }

    @RepeatedTest(3)
    void theSameGrantManyTimesIsOne() throws Exception {
        var anna = person();
        var bruno = person();
        var outcomes = together(() -> grant(anna, bruno));
        assertThat(outcomes).filteredOn(GrantOutcome.Granted.class::isInstance).hasSize(1);
    }

    private GrantOutcome grant(PersonId delegator, PersonId delegate) {
        return register.grant(delegator, delegate, null, null, official(Right.HOLD_MEETINGS));
    }

    private static List<GrantOutcome> together(Callable<GrantOutcome> call) throws Exception {
        var start = new CyclicBarrier(AT_ONCE);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = IntStream.range(0, AT_ONCE)
                    .mapToObj(n -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            var all = new ArrayList<GrantOutcome>();
            for (var answer : answers) all.add(answer.get());
            return all;
        }
    }
}

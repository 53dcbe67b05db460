package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Many ask at once, and each gets their own answer (decision 28).
@Timeout(60)
class TogetherTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Duration NEVER = Duration.ZERO;
    private static final String BROKEN = "broken";
    private static final String LEFT_OUT = "no connection left";

    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<String>> asked = new ArrayList<>();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch first = new CountDownLatch(1);

    @AfterEach
    void close() {
        first.countDown();
        people.shutdown();
    }

    /// The first question returns when the test says so.
    private List<String> ask(List<String> questions) {
        synchronized (asked) {
            asked.add(questions);
        }
        arrived.release();
        if (questions.contains("first")) await(first);
        if (questions.contains(LEFT_OUT)) throw new CannotGetJdbcConnectionException(LEFT_OUT);
        if (questions.contains(BROKEN)) throw new IllegalArgumentException(BROKEN);
        return questions.stream().map(question -> "answer to " + question).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<String> asks(Together<String, String> together, String question) {
        return asks(together, Lane.PUBLIC, question);
    }

    private Future<String> asks(Together<String, String> together, Lane lane, String question) {
        return people.submit((Callable<String>) () -> lane.call(() -> together.ask(question)));
    }

    private Together<String, String> together(int most, Duration patience) {
        return new Together<>(most, patience, this::ask);
    }

    /// Until so many wait behind the one under way.
    private static void waiting(Together<?, ?> together, int many) throws InterruptedException {
        while (together.waiting(Lane.PUBLIC) < many) Thread.sleep(1);
    }

    @Test
    void whoComesAloneIsAskedAtOnce() throws Exception {
        assertThat(asks(together(10, FOR_EVER), "anna").get()).isEqualTo("answer to anna");
    }

    @Test
    void whoComesMeanwhileGoesTogetherAndGetsTheirOwnAnswer() throws Exception {
        var together = together(10, FOR_EVER);
        var before = asks(together, "first");
        arrived.acquire();
        var anna = asks(together, "anna");
        waiting(together, 1);
        var bruno = asks(together, "bruno");
        waiting(together, 2);
        first.countDown();

        assertThat(before.get()).isEqualTo("answer to first");
        assertThat(anna.get()).isEqualTo("answer to anna");
        assertThat(bruno.get()).isEqualTo("answer to bruno");
        assertThat(asked).containsExactly(List.of("first"), List.of("anna", "bruno"));
    }

    @Test
    void moreThanFitTakeTheNext() throws Exception {
        var together = together(2, FOR_EVER);
        var all = new ArrayList<Future<String>>();
        all.add(asks(together, "first"));
        arrived.acquire();
        for (int n = 1; n <= 5; n++) {
            all.add(asks(together, "" + n));
            waiting(together, n);
        }
        first.countDown();
        for (var each : all) each.get();
        assertThat(asked).startsWith(List.of("first"), List.of("1", "2")).allMatch(each -> each.size() <= 2);
        assertThat(asked.stream().flatMap(List::stream)).containsExactlyInAnyOrder("first", "1", "2", "3", "4", "5");
    }

    @Test
    void whoIsOutOfPatienceStartsWithoutTheOneThatHangs() throws Exception {
        var together = together(10, NEVER);
        var hangs = asks(together, "first");
        arrived.acquire();
        assertThat(asks(together, "anna").get()).isEqualTo("answer to anna");
        assertThat(hangs).isNotDone();
    }

    @Test
    void aLaneDoesNotWaitForAnother() throws Exception {
        var together = together(10, FOR_EVER);
        var crowd = asks(together, "first");
        arrived.acquire();
        assertThat(asks(together, Lane.STAFF, "carla").get()).isEqualTo("answer to carla");
        assertThat(crowd).isNotDone();
    }

    @Test
    void whoseQuestionBreaksBreaksNobodyElses() throws Exception {
        var together = together(10, FOR_EVER);
        asks(together, "first");
        arrived.acquire();
        var anna = asks(together, "anna");
        waiting(together, 1);
        var broken = asks(together, BROKEN);
        waiting(together, 2);
        first.countDown();

        assertThat(anna.get()).isEqualTo("answer to anna");
        assertThatThrownBy(broken::get).hasRootCauseMessage(BROKEN);
        assertThat(asked)
                .startsWith(List.of("first"), List.of("anna", BROKEN))
                .contains(List.of("anna"), List.of(BROKEN));
    }

    /// In a rush each would wait for a connection a second time, and take it from who comes next.
    @Test
    void whereNoConnectionIsLeftNobodyIsAskedOnceMore() throws Exception {
        var together = together(10, FOR_EVER);
        asks(together, "first");
        arrived.acquire();
        var anna = asks(together, "anna");
        waiting(together, 1);
        var bruno = asks(together, LEFT_OUT);
        waiting(together, 2);
        first.countDown();

        assertThatThrownBy(anna::get).hasCauseInstanceOf(CannotGetJdbcConnectionException.class);
        assertThatThrownBy(bruno::get).hasCauseInstanceOf(CannotGetJdbcConnectionException.class);
        assertThat(asked).containsExactly(List.of("first"), List.of("anna", LEFT_OUT));
        assertThat(asks(together, "carla").get()).isEqualTo("answer to carla");
    }

    @Test
    void afterOneThatBrokeTheNextIsAsked() throws Exception {
        var together = together(10, FOR_EVER);
        assertThatThrownBy(asks(together, BROKEN)::get).hasRootCauseMessage(BROKEN);
        assertThat(asks(together, "anna").get()).isEqualTo("answer to anna");
    }

    @Test
    void whatIsAskedWithinATransactionBelongsToIt() throws Exception {
        var together = together(10, FOR_EVER);
        asks(together, "first");
        arrived.acquire();
        var within = people.submit((Callable<String>) () -> Lane.PUBLIC.call(() -> {
            TransactionSynchronizationManager.setActualTransactionActive(true);
            return together.ask("anna");
        }));
        assertThat(within.get()).isEqualTo("answer to anna");
    }

    @Test
    void nobodyIsForgottenInACrowd() throws Exception {
        var together = new Together<Integer, Integer>(
                7,
                Duration.ofNanos(50_000),
                many -> many.stream().map(n -> n + 1).toList());
        var all = new ArrayList<Future<Integer>>();
        for (int n = 0; n < 2_000; n++) {
            int mine = n;
            all.add(people.submit((Callable<Integer>) () -> Lane.PUBLIC.call(() -> together.ask(mine))));
        }
        for (int n = 0; n < all.size(); n++) assertThat(all.get(n).get()).isEqualTo(n + 1);
    }
}

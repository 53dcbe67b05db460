package sportello.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import sportello.web.lanes.EntranceSettings.Limit;

class TurnstileTest {

    final AtomicLong now = new AtomicLong();

    Turnstile turnstile(int requests, int waiting, Duration patience) {
        return new Turnstile(new Limit(requests, waiting, patience), now::get);
    }

    @Test
    void letsInAsManyAsThereIsRoomFor() {
        var turnstile = turnstile(2, 0, Duration.ZERO);
        assertThat(turnstile.in()).isTrue();
        assertThat(turnstile.in()).isTrue();
        assertThat(turnstile.in()).isFalse();
        assertThat(turnstile.refused()).isOne();
        turnstile.out();
        assertThat(turnstile.in()).isTrue();
        assertThat(turnstile.inside()).isEqualTo(2);
    }

    @Test
    void aFewWaitForWhoGoesOut() {
        var turnstile = turnstile(1, 1, Duration.ofMinutes(10));
        assertThat(turnstile.in()).isTrue();
        var next = CompletableFuture.supplyAsync(turnstile::in);
        await().until(() -> turnstile.waiting() == 1);
        assertThat(turnstile.in()).as("one more than may wait").isFalse();
        turnstile.out();
        assertThat(next.join()).isTrue();
        assertThat(turnstile.waiting()).isZero();
    }

    @Test
    void whoWaitedInVainIsToldWhenToCome() {
        var turnstile = turnstile(1, 1, Duration.ofMillis(1));
        assertThat(turnstile.in()).isTrue();
        assertThat(turnstile.in()).isFalse();
        assertThat(turnstile.again()).isPositive();
    }

    @Nested
    class TheReturnOfThoseSentAway {

        final Returns returns = new Returns(now::get);

        void pass(Duration time) {
            now.addAndGet(time.toNanos());
        }

        void answers(int perSecond) {
            for (int second = 0; second < 6; second++) {
                for (int one = 0; one < perSecond; one++) returns.served();
                pass(Duration.ofSeconds(1));
            }
            returns.served();
        }

        @Test
        void isSpreadAtHalfThePaceOfTheAnswers() {
            answers(100);
            var seconds = IntStream.range(0, 500).map(_ -> returns.next()).toArray();
            assertThat(seconds).startsWith(2).endsWith(11).isSorted();
            var mostAtOnce =
                    IntStream.of(seconds)
                            .boxed()
                            .collect(Collectors.groupingBy(s -> s, Collectors.counting()))
                            .values()
                            .stream()
                            .mapToLong(Long::longValue)
                            .max()
                            .orElseThrow();
            assertThat(mostAtOnce).isBetween(45L, 55L);
        }

        @Test
        void isNotJudgedByTheCalmBeforeTheCrowd() {
            answers(6);
            for (int one = 0; one < 100; one++) returns.served();
            pass(Duration.ofMillis(500));
            for (int i = 0; i < 100; i++) assertThat(returns.next()).isBetween(2, 4);
        }

        @Test
        void isSoonAgainOnceTheCrowdIsGone() {
            answers(100);
            for (int i = 0; i < 500; i++) returns.next();
            pass(Duration.ofSeconds(30));
            assertThat(returns.next()).isEqualTo(2);
        }

        @Test
        void isNeverBeyondWhatCanBePromised() {
            for (int i = 0; i < 10_000; i++) assertThat(returns.next()).isBetween(2, 120);
        }

        @Test
        void isSlowerWhereAnswersAre() {
            answers(10);
            int late = 0;
            for (int i = 0; i < 100; i++) late = returns.next();
            assertThat(late).isBetween(20, 22);
        }
    }
}

package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.TaskScheduler;
import sportello.testing.SportelloTest;

/// Due work that takes its time (a slow SMS carrier, a large vault) holds up no other.
@SportelloTest
class DueWorkTest {

    @Autowired
    TaskScheduler scheduler;

    @Test
    void doesNotWaitForOtherDueWork() throws Exception {
        var release = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var others = new CountDownLatch(3);
        var slow = scheduler.scheduleWithFixedDelay(
                () -> {
                    begun.countDown();
                    wait(release);
                },
                Duration.ofSeconds(1));
        try {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            var quick = scheduler.scheduleWithFixedDelay(others::countDown, Duration.ofMillis(50));
            assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
            quick.cancel(true);
        } finally {
            release.countDown();
            slow.cancel(true);
        }
    }

    private static void wait(CountDownLatch release) {
        try {
            release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

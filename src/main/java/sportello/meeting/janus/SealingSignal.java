package sportello.meeting.janus;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes whoever seals recordings.
@Component
class SealingSignal {

    private final Semaphore work = new Semaphore(0);

    void wake() {
        work.release();
    }

    void await(long seconds) throws InterruptedException {
        if (work.tryAcquire(seconds, TimeUnit.SECONDS)) work.drainPermits();
    }
}

package sportello.invitations;

import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks for work and does several pieces at once: a slow tenant holds up nobody's mail.
@Component
class Workers implements DisposableBean {

    private final Reconciler reconciler;
    private final Semaphore free;
    private volatile boolean closing;

    Workers(Reconciler reconciler, InvitationSettings settings) {
        this.reconciler = reconciler;
        this.free = new Semaphore(settings.workers());
    }

    @Scheduled(fixedDelayString = "${sportello.invitations.every:500ms}", initialDelayString = "PT2S")
    void look() {
        while (!closing && free.tryAcquire()) {
            var started = false;
            try {
                var claimed = reconciler.claim();
                if (claimed.isEmpty()) return;
                Thread.ofVirtual().name("invitation").start(() -> {
                    try {
                        reconciler.work(claimed.get());
                    } finally {
                        free.release();
                    }
                });
                started = true;
            } finally {
                if (!started) free.release();
            }
        }
    }

    /// What is under way finishes or is taken over when its lease ends.
    @Override
    public void destroy() {
        closing = true;
    }
}

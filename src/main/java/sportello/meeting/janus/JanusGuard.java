package sportello.meeting.janus;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sportello.meeting.MediaServer.Availability;

/// Keeps one Janus running: starts it, notices its end at once, starts it again with growing pauses, and tells
/// whoever listens.
final class JanusGuard implements AutoCloseable {

    interface Watcher {
        void lost();

        void up(JanusChild child);
    }

    private static final Logger LOG = LoggerFactory.getLogger(JanusGuard.class);
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final MediaSettings settings;
    private final Path folder;
    private final Watcher watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private volatile Availability availability;
    private volatile @Nullable JanusChild child;
    private volatile boolean stopping;

    JanusGuard(MediaSettings settings, Path folder, Watcher watcher) {
        this.settings = settings;
        this.folder = folder;
        this.watcher = watcher;
        this.availability = new Availability.Missing(settings.off() ? "media.off" : "media.restarting");
        this.thread = Thread.ofPlatform().name("janus-guard").daemon().unstarted(this::guard);
    }

    void start() {
        if (!settings.off()) thread.start();
    }

    Availability availability() {
        return availability;
    }

    @Nullable JanusChild child() {
        return child;
    }

    private void guard() {
        var pause = SHORTEST;
        while (!stopping) {
            var began = System.nanoTime();
            try {
                runOnce();
            } catch (IOException | RuntimeException e) {
                LOG.warn("Janus could not be started: {}", e.getMessage());
            }
            if (stopping) return;
            if (System.nanoTime() - began > STEADY.toNanos()) pause = SHORTEST;
            if (!sleep(pause)) return;
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    /// Returns when Janus ended, or could not be started for a reason that may pass.
    private void runOnce() throws IOException {
        var installation = JanusInstallation.find(settings.janus());
        if (installation.isEmpty()) {
            say(new Availability.Missing("media.not-installed"));
            return;
        }
        var interfaces = settings.interfaces().isEmpty() ? Network.interfaces() : settings.interfaces();
        if (interfaces.isEmpty()) {
            say(new Availability.Missing("media.no-network"));
            return;
        }
        var began = System.nanoTime();
        try (var running = JanusChild.start(installation.get(), folder, settings, List.copyOf(interfaces))) {
            child = running;
            LOG.info(
                    "Janus {} ready after {} ms on {}",
                    running.link().version(),
                    (System.nanoTime() - began) / 1_000_000,
                    interfaces);
            say(new Availability.Ready(running.link().version()));
            watcher.up(running);
            running.onExit().join();
            child = null;
            if (stopping) return;
            LOG.warn("Janus ended unexpectedly");
            say(new Availability.Missing("media.restarting"));
            watcher.lost();
        } finally {
            child = null;
        }
    }

    private void say(Availability now) {
        lock.lock();
        try {
            if (!now.equals(availability) && now instanceof Availability.Missing(var why)) LOG.warn("Media: {}", why);
            availability = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stopping = true;
        var running = child;
        if (running != null) running.close();
        thread.interrupt();
    }
}

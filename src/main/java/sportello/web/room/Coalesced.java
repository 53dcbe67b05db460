package sportello.web.room;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a thing for a key soon, once for all who asked meanwhile, never twice at the same time for one key.
final class Coalesced<K> {

    private static final Logger LOG = LoggerFactory.getLogger(Coalesced.class);

    private final Set<K> asked = ConcurrentHashMap.newKeySet();
    private final Set<K> running = ConcurrentHashMap.newKeySet();
    private final Duration delay;
    private final Consumer<K> doing;
    private final Executor executor;

    Coalesced(Duration delay, Consumer<K> doing, Executor executor) {
        this.delay = delay;
        this.doing = doing;
        this.executor = executor;
    }

    void soon(K key) {
        asked.add(key);
        if (!running.add(key)) return;
        try {
            executor.execute(() -> run(key));
        } catch (RejectedExecutionException ending) {
            running.remove(key);
        }
    }

    private void run(K key) {
        try {
            Thread.sleep(delay);
            while (asked.remove(key)) doing.accept(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Could not show {}", key, e);
        } finally {
            running.remove(key);
        }
        if (asked.contains(key) && !Thread.currentThread().isInterrupted()) soon(key);
    }
}

package sportello.notification.texts;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The texts in use: what the body wrote, else what is shipped. Kept in memory: a change is used at once where it was
/// made, and within seconds by every other node.
@Component
public class Texts {

    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);

    private final TextRows rows;
    private final ShippedTexts shipped;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Shelf shelf = new Shelf(Map.of(), System.nanoTime() - FRESH);

    private record Shelf(Map<TextId, Written> own, long readAt) {}

    Texts(TextRows rows, ShippedTexts shipped) {
        this.rows = rows;
        this.shipped = shipped;
    }

    /// Empty where nothing is said by this way.
    public Optional<Written> of(TextId id) {
        var own = own().get(id);
        return own != null ? Optional.of(own) : shipped.of(id);
    }

    /// Whether there are words for it at all. `kind`: of the outbox.
    public boolean says(String message, String kind) {
        return Way.of(kind)
                .flatMap(way -> shipped.of(new TextId("", message, way, Locale.ITALIAN)))
                .isPresent();
    }

    /// One reads anew, the others go on with what they have.
    private Map<TextId, Written> own() {
        var known = shelf;
        if (System.nanoTime() - known.readAt() < FRESH || !reading.tryLock()) return known.own();
        try {
            var read = new Shelf(rows.current(), System.nanoTime());
            shelf = read;
            return read.own();
        } finally {
            reading.unlock();
        }
    }

    /// Called inside the transaction that changes one.
    void changing() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                reading.lock();
                try {
                    shelf = new Shelf(rows.current(), System.nanoTime());
                } finally {
                    reading.unlock();
                }
            }
        });
    }
}

package sportello.documents;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.audit.Doer;
import sportello.platform.ClockMoved;
import sportello.platform.ProductClock;

/// Due work of the vault: what has reached its term is destroyed (rule D16), what a crash left behind is removed.
@Component
class Destruction {

    private static final Logger LOG = LoggerFactory.getLogger(Destruction.class);
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final Vault vault;
    private final DocumentRows rows;
    private final SealedFiles files;
    private final ProductClock clock;

    Destruction(Vault vault, DocumentRows rows, SealedFiles files, ProductClock clock) {
        this.vault = vault;
        this.rows = rows;
        this.files = files;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    public void atTerm() {
        for (var id : rows.dueForDestruction(clock.instant()))
            vault.destroy(new DocumentId(id), Doer.system("documents"), "term");
        for (var id : rows.destroyedButNotRemoved()) {
            try {
                files.remove(id);
                rows.removed(id);
            } catch (IOException failed) {
                LOG.warn("A destroyed document's file could not be removed yet: {}", id, failed);
            }
        }
    }

    @EventListener
    public void on(ClockMoved moved) {
        atTerm();
    }

    /// A file without a row belongs to a transaction that never committed.
    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT24H")
    public void leftBehind() throws IOException {
        var old = files.olderThan(Instant.now().minus(LEFT_BEHIND));
        var known = rows.known(old);
        for (var id : old) if (!known.contains(id)) files.remove(id);
    }
}

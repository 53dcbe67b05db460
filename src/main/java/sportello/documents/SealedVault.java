package sportello.documents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.platform.ProductClock;

/// The vault: a sealed file and a row for each document. The file comes first; a row never speaks of a file that is not
/// wholly on disk. If the row's transaction fails, the file goes too.
@Service
class SealedVault implements Vault {

    private static final Logger LOG = LoggerFactory.getLogger(SealedVault.class);

    private final SealedFiles files;
    private final DocumentRows rows;
    private final AuditTrail audit;
    private final ProductClock clock;

    SealedVault(SealedFiles files, DocumentRows rows, AuditTrail audit, ProductClock clock) {
        this.files = files;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Kept keep(InputStream content, Facts facts, Doer by) throws IOException {
        var id = UUID.randomUUID();
        var counted = new Counted(new DigestInputStream(content, sha256()));
        removeUnlessCommitted(id);
        files.write(id, counted);
        var kept = new Kept(new DocumentId(id), facts, counted.length, counted.hash(), Instant.now());
        rows.insert(kept, SealedFiles.KEY_GENERATION, term(facts.retention()));
        audit.record(
                Act.of("documents.kept"),
                by,
                subject(kept.id()),
                Map.of(
                        "kind", facts.kind(),
                        "about", facts.about().toString(),
                        "sha256", kept.sha256(),
                        "length", String.valueOf(kept.length())));
        return kept;
    }

    private Instant term(Period retention) {
        return ProductClock.inRome(clock.instant()).plus(retention).toInstant();
    }

    @Override
    public Optional<Kept> find(DocumentId id) {
        return rows.find(id.value()).map(DocumentRows.Row::kept);
    }

    @Override
    public List<Kept> about(UUID about) {
        return rows.about(about).stream().map(DocumentRows.Row::kept).toList();
    }

    @Override
    @Transactional
    public InputStream open(DocumentId id, Doer by, String reason) throws IOException {
        var row = row(id);
        accessed(id, by, reason);
        return files.read(id.value(), row.keyGeneration());
    }

    @Override
    public byte[] read(DocumentId id, long offset, int length) throws IOException {
        return files.read(id.value(), row(id).keyGeneration(), offset, length);
    }

    @Override
    @Transactional
    public void accessed(DocumentId id, Doer by, String reason) {
        rows.insertAccess(id.value(), Instant.now(), by, reason);
        audit.record(Act.of("documents.opened"), by, subject(id), Map.of("reason", reason));
    }

    @Override
    public List<Access> accesses(DocumentId id) {
        return rows.accesses(id.value());
    }

    @Override
    public Optional<Tombstone> tombstone(DocumentId id) {
        return rows.tombstone(id.value());
    }

    @Override
    @Transactional
    public void destroy(DocumentId id, Doer by, String reason) {
        if (!rows.destroy(id.value(), Instant.now(), reason)) return;
        audit.record(Act.of("documents.destroyed"), by, subject(id), Map.of("reason", reason));
        afterCommit(() -> remove(id.value()));
    }

    /// The row says destroyed already: a file that cannot be removed now is tried again by the due work.
    private void remove(UUID id) {
        try {
            files.remove(id);
        } catch (IOException failed) {
            LOG.warn("A destroyed document's file could not be removed yet: {}", id, failed);
        }
    }

    private DocumentRows.Row row(DocumentId id) {
        return rows.find(id.value()).orElseThrow(() -> new NoSuchElementException("No such document is kept"));
    }

    private void removeUnlessCommitted(UUID id) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) remove(id);
            }
        });
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    private static Subject subject(DocumentId id) {
        return new Subject("document", id.value());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// Counts what passes; the digest below it sees the same bytes.
    private static final class Counted extends FilterInputStream {

        private final DigestInputStream digested;
        private long length;

        Counted(DigestInputStream digested) {
            super(digested);
            this.digested = digested;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) length++;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = super.read(bytes, from, most);
            if (read > 0) length += read;
            return read;
        }

        @Override
        public long skip(long most) {
            throw new UncheckedIOException(new IOException("What is kept is read whole"));
        }

        String hash() {
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        }
    }
}

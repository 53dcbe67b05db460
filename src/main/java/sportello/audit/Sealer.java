package sportello.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.platform.Signer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Chains what was written since last time, one node at a time, and signs the chain's head.
@Component
class Sealer implements AuditReading {

    private static final int BATCH = 10_000;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Signer signer;
    private final JsonMapper json;

    /// Forgotten at a restart: then the trail is read through once.
    private final Settled settled = new Settled();

    Sealer(JdbcClient jdbc, TransactionTemplate transaction, Signer signer, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.signer = signer;
        this.json = json;
    }

    @Scheduled(fixedDelay = 3_000, initialDelay = 5_000)
    void seal() {
        while (Boolean.TRUE.equals(transaction.execute(status -> sealBatch()))) {
            Thread.onSpinWait();
        }
    }

    private boolean sealBatch() {
        if (!jdbc.sql("select pg_try_advisory_xact_lock(hashtext('audit.sealer'))")
                .query(Boolean.class)
                .single()) return false;
        var last = lastLink();
        var hash = last.hash();
        var seq = last.seq();
        var fresh = jdbc.sql("""
                        select e.id, e.at, e.act, e.doer_kind, e.doer_id, e.on_behalf_of, e.subject_kind, e.subject_id,
                               e.facts, false as sealed
                          from audit.entry e
                         where e.id > :settled
                           and not exists (select 1 from audit.link l where l.entry_id = e.id)
                         order by e.id
                         limit :most
                        """)
                .param("settled", settled.upTo())
                .param("most", BATCH)
                .query(this::entry)
                .list();
        if (fresh.isEmpty()) {
            settled.nothingFresh(highest(), Instant.now());
            return false;
        }
        var ids = new Long[fresh.size()];
        var hashes = new byte[fresh.size()][];
        for (int n = 0; n < ids.length; n++) {
            hash = link(hash, fresh.get(n));
            ids[n] = fresh.get(n).id();
            hashes[n] = hash;
        }
        jdbc.sql("""
                        insert into audit.link (seq, entry_id, hash)
                        select :seq + n, entry, hash from unnest(:entries, :hashes) with ordinality as each (entry, hash, n)
                        """)
                .param("seq", seq)
                .param("entries", ids)
                .param("hashes", hashes)
                .update();
        seq += ids.length;
        jdbc.sql("insert into audit.head (seq, hash, signature) values (:seq, :hash, :signature)")
                .param("seq", seq)
                .param("hash", hash)
                .param("signature", signer.sign(hash))
                .update();
        return fresh.size() == BATCH;
    }

    private Link lastLink() {
        return jdbc.sql("select seq, hash from audit.link order by seq desc limit 1")
                .query((row, n) -> new Link(row.getLong("seq"), row.getBytes("hash")))
                .optional()
                .orElse(new Link(0, new byte[32]));
    }

    private long highest() {
        return jdbc.sql("select coalesce(max(entry_id), 0) from audit.link")
                .query(Long.class)
                .single();
    }

    @Override
    public List<Entry> about(Subject subject) {
        return jdbc.sql("""
                        select e.id, e.at, e.act, e.doer_kind, e.doer_id, e.on_behalf_of, e.subject_kind, e.subject_id,
                               e.facts, l.seq is not null as sealed
                          from audit.entry e left join audit.link l on l.entry_id = e.id
                         where e.subject_kind = :kind and e.subject_id = :id
                         order by e.id
                        """)
                .param("kind", subject.kind())
                .param("id", subject.id())
                .query(this::entry)
                .list();
    }

    @Override
    public Soundness check() {
        var walk = new Walk();
        jdbc.sql("""
                        select e.id, e.at, e.act, e.doer_kind, e.doer_id, e.on_behalf_of, e.subject_kind, e.subject_id,
                               e.facts, true as sealed, l.seq, l.hash, h.signature
                          from audit.link l
                          left join audit.entry e on e.id = l.entry_id
                          left join audit.head h on h.seq = l.seq
                         order by l.seq
                        """).query((ResultSet row) -> walk.step(row));
        var entries =
                jdbc.sql("select count(*) from audit.entry").query(Long.class).single();
        return new Soundness(entries, walk.count, walk.brokenAt);
    }

    private final class Walk {
        private byte[] hash = new byte[32];
        private long count;
        private long brokenAt;

        void step(ResultSet row) throws SQLException {
            if (brokenAt != 0) return;
            count++;
            var kept = row.getBytes("hash");
            var signature = row.getBytes("signature");
            var whole = row.getObject("id") != null
                    && MessageDigest.isEqual(kept, link(hash, entry(row, 0)))
                    && (signature == null || signer.verify(kept, signature));
            if (!whole) brokenAt = row.getLong("seq");
            hash = kept;
        }
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                new Act(row.getString("act")),
                new Doer(row.getString("doer_kind"), row.getString("doer_id"), row.getString("on_behalf_of")),
                new Subject(row.getString("subject_kind"), row.getObject("subject_id", java.util.UUID.class)),
                json.readValue(row.getString("facts"), FACTS),
                row.getBoolean("sealed"));
    }

    static byte[] link(byte[] previous, Entry entry) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            put(digest, Long.toString(entry.id()));
            put(digest, micros(entry.at()));
            put(digest, entry.act().name());
            put(digest, entry.doer().kind());
            put(digest, entry.doer().id());
            put(digest, entry.doer().onBehalfOf());
            put(digest, entry.subject().kind());
            put(digest, entry.subject().id().toString());
            new java.util.TreeMap<>(new HashMap<>(entry.facts())).forEach((name, value) -> {
                put(digest, name);
                put(digest, value);
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String micros(Instant at) {
        return Long.toString(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
    }

    private static void put(MessageDigest digest, @Nullable String text) {
        digest.update((byte) (text == null ? 0 : 1));
        if (text == null) return;
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(java.nio.ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private record Link(long seq, byte[] hash) {}
}

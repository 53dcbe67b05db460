package sportello.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.audit.Doer;
import sportello.platform.ProductClock;

/// What the vault knows of each file it keeps, and who looked.
@Repository
class DocumentRows {

    private final JdbcClient jdbc;

    DocumentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A document with the generation of the key it is closed with.
    record Row(Vault.Kept kept, int keyGeneration) {}

    void insert(Vault.Kept kept, int keyGeneration, Instant destroyAfter) {
        jdbc.sql("""
                insert into documents.document
                    (id, kind, about, name, media_type, length, sha256, key_generation, kept_at, destroy_after)
                values (:id, :kind, :about, :name, :type, :length, :sha, :generation, :at, :after)
                """)
                .param("id", kept.id().value())
                .param("kind", kept.facts().kind())
                .param("about", kept.facts().about())
                .param("name", kept.facts().name())
                .param("type", kept.facts().mediaType())
                .param("length", kept.length())
                .param("sha", kept.sha256())
                .param("generation", keyGeneration)
                .param("at", Timestamp.from(kept.at()))
                .param("after", Timestamp.from(destroyAfter))
                .update();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("""
                select id, kind, about, name, media_type, length, sha256, key_generation, kept_at, destroy_after
                  from documents.document where id = :id and destroyed_at is null
                """).param("id", id).query(DocumentRows::read).optional();
    }

    List<Row> about(UUID about) {
        return jdbc.sql("""
                select id, kind, about, name, media_type, length, sha256, key_generation, kept_at, destroy_after
                  from documents.document where about = :about and destroyed_at is null
                 order by kept_at, id
                """).param("about", about).query(DocumentRows::read).list();
    }

    void insertAccess(UUID document, Instant at, Doer by, String reason) {
        jdbc.sql("""
                insert into documents.access (document, at, doer_kind, doer_id, reason)
                values (:document, :at, :kind, :doer, :reason)
                """)
                .param("document", document)
                .param("at", Timestamp.from(at))
                .param("kind", by.kind())
                .param("doer", by.id())
                .param("reason", reason)
                .update();
    }

    List<Vault.Access> accesses(UUID document) {
        return jdbc.sql("""
                select at, doer_kind, doer_id, reason from documents.access
                 where document = :document order by at desc, id desc
                """)
                .param("document", document)
                .query((row, n) -> new Vault.Access(
                        row.getTimestamp("at").toInstant(),
                        row.getString("doer_kind"),
                        row.getString("doer_id"),
                        row.getString("reason")))
                .list();
    }

    Optional<Vault.Tombstone> tombstone(UUID id) {
        return jdbc.sql("""
                select id, kind, about, sha256, destroyed_at, destroyed_why
                  from documents.document where id = :id and destroyed_at is not null
                """)
                .param("id", id)
                .query((row, n) -> new Vault.Tombstone(
                        new DocumentId(row.getObject("id", UUID.class)),
                        row.getString("kind"),
                        row.getObject("about", UUID.class),
                        row.getString("sha256"),
                        row.getTimestamp("destroyed_at").toInstant(),
                        row.getString("destroyed_why")))
                .optional();
    }

    boolean destroy(UUID id, Instant at, String reason) {
        return jdbc.sql("""
                update documents.document set destroyed_at = :at, destroyed_why = :reason
                 where id = :id and destroyed_at is null
                """)
                        .param("id", id)
                        .param("at", Timestamp.from(at))
                        .param("reason", reason)
                        .update()
                == 1;
    }

    List<UUID> dueForDestruction(Instant now) {
        return jdbc.sql("""
                select id from documents.document
                 where destroyed_at is null and destroy_after <= :now
                 order by destroy_after limit 500
                """)
                .param("now", Timestamp.from(now))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    List<UUID> destroyedButNotRemoved() {
        return jdbc.sql("""
                select id from documents.document
                 where destroyed_at is not null and not file_removed limit 500
                """).query((row, n) -> row.getObject("id", UUID.class)).list();
    }

    void removed(UUID id) {
        jdbc.sql("""
                update documents.document set file_removed = true
                 where id = :id and destroyed_at is not null
                """).param("id", id).update();
    }

    /// Which of these have a row, destroyed or not.
    Set<UUID> known(Collection<UUID> ids) {
        if (ids.isEmpty()) return Set.of();
        return jdbc
                .sql("select id from documents.document where id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        var at = row.getTimestamp("kept_at").toInstant();
        var after = row.getTimestamp("destroy_after").toInstant();
        var retention = Period.between(
                ProductClock.inRome(at).toLocalDate(),
                ProductClock.inRome(after).toLocalDate());
        return new Row(
                new Vault.Kept(
                        new DocumentId(row.getObject("id", UUID.class)),
                        new Vault.Facts(
                                row.getString("kind"),
                                row.getObject("about", UUID.class),
                                row.getString("name"),
                                row.getString("media_type"),
                                retention),
                        row.getLong("length"),
                        row.getString("sha256"),
                        at),
                row.getInt("key_generation"));
    }
}

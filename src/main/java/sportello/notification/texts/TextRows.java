package sportello.notification.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All the SQL of the texts the body wrote. Every version stays; one without a body leads back to the shipped text.
@Repository
class TextRows {

    private final JdbcClient jdbc;

    TextRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The last version of each, where it is the body's own.
    Map<TextId, Written> current() {
        var all = new HashMap<TextId, Written>();
        jdbc.sql("""
                        select distinct on (service, message, way, language)
                               service, message, way, language, version, title, body, changed_by, valid_from
                          from notification.wording
                         order by service, message, way, language, version desc
                        """).query((row, n) -> version(row)).list().forEach(each -> {
            if (each.text() != null) all.put(each.id(), each.text());
        });
        return all;
    }

    Optional<Version> last(TextId id) {
        return versions(id, 1).stream().findFirst();
    }

    /// The latest first.
    List<Version> versions(TextId id, int most) {
        return jdbc.sql("""
                        select service, message, way, language, version, title, body, changed_by, valid_from
                          from notification.wording
                         where service = :service and message = :message and way = :way and language = :language
                         order by version desc
                         limit :most
                        """)
                .param("service", id.service())
                .param("message", id.message())
                .param("way", id.way().name())
                .param("language", id.language().getLanguage())
                .param("most", most)
                .query((row, n) -> version(row))
                .list();
    }

    /// The version after the one that was read, or nothing when somebody else wrote it first.
    Optional<UUID> write(TextId id, int after, @Nullable Written text, UUID by, Instant now) {
        return jdbc.sql("""
                        insert into notification.wording
                            (service, message, way, language, version, title, body, changed_by, valid_from)
                        select :service, :message, :way, :language, :after + 1, :title, :body, :by, :now
                         where :after = (select coalesce(max(version), 0)
                                           from notification.wording
                                          where service = :service and message = :message and way = :way
                                            and language = :language)
                        on conflict on constraint a_text_has_one_next_version do nothing
                        returning id
                        """)
                .param("service", id.service())
                .param("message", id.message())
                .param("way", id.way().name())
                .param("language", id.language().getLanguage())
                .param("after", after)
                .param("title", text == null ? null : text.title(), Types.VARCHAR)
                .param("body", text == null ? null : text.body(), Types.VARCHAR)
                .param("by", by)
                .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    private static Version version(ResultSet row) throws SQLException {
        var body = row.getString("body");
        return new Version(
                new TextId(
                        row.getString("service"),
                        row.getString("message"),
                        Way.valueOf(row.getString("way")),
                        Locale.of(row.getString("language"))),
                row.getInt("version"),
                body == null ? null : new Written(row.getString("title"), body),
                row.getObject("changed_by", UUID.class),
                row.getObject("valid_from", OffsetDateTime.class).toInstant());
    }

    /// @param text null for the shipped one
    record Version(TextId id, int version, @Nullable Written text, UUID by, Instant validFrom) {}
}

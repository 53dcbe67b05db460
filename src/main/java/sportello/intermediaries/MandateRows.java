package sportello.intermediaries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.offices.Cassetto;

/// The table of mandates.
@Repository
class MandateRows {

    private static final String SELECT = """
            select id, position, cassetto, studio, from_day, until_day, ended_at, end_reason
              from intermediaries.mandate
            """;

    private final JdbcClient jdbc;

    MandateRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Mandate insert(Position position, UUID studio, LocalDate from, @Nullable LocalDate until, Instant at) {
        return jdbc.sql("""
                insert into intermediaries.mandate (position, cassetto, studio, from_day, until_day, given_at)
                values (:position, :cassetto, :studio, :from, :until, :at)
                returning id, position, cassetto, studio, from_day, until_day, ended_at, end_reason
                """)
                .param("position", position.id().value())
                .param("cassetto", position.cassetto().name())
                .param("studio", studio)
                .param("from", from)
                .param("until", until, Types.DATE)
                .param("at", Timestamp.from(at))
                .query(MandateRows::read)
                .single();
    }

    Optional<Mandate> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(MandateRows::read)
                .optional();
    }

    List<Mandate> notEnded(PositionId position) {
        return jdbc.sql(SELECT + "where position = :position and ended_at is null order by from_day, id")
                .param("position", position.value())
                .query(MandateRows::read)
                .list();
    }

    List<Mandate> all(PositionId position) {
        return jdbc.sql(SELECT + "where position = :position order by from_day desc, given_at desc, id desc")
                .param("position", position.value())
                .query(MandateRows::read)
                .list();
    }

    Optional<Mandate> active(PositionId position, UUID studio, LocalDate day) {
        return active(position, studio, day, "");
    }

    /// Until the transaction is over nobody ends it: who ends it meanwhile waits, and then sees what was done under it.
    Optional<Mandate> activeAndKept(PositionId position, UUID studio, LocalDate day) {
        return active(position, studio, day, " for share");
    }

    private Optional<Mandate> active(PositionId position, UUID studio, LocalDate day, String lock) {
        return jdbc.sql(SELECT + """
                 where position = :position and studio = :studio and ended_at is null
                   and from_day <= :day and (until_day is null or until_day >= :day)
                """ + lock)
                .param("position", position.value())
                .param("studio", studio)
                .param("day", day)
                .query(MandateRows::read)
                .optional();
    }

    void shorten(UUID id, LocalDate until) {
        jdbc.sql("update intermediaries.mandate set until_day = :until where id = :id and ended_at is null")
                .param("id", id)
                .param("until", until)
                .update();
    }

    void replacedBy(UUID id, UUID next) {
        jdbc.sql("update intermediaries.mandate set replaced_by = :next where id = :id and ended_at is null")
                .param("id", id)
                .param("next", next)
                .update();
    }

    Optional<Mandate> end(UUID id, Mandate.EndReason reason, Instant at) {
        return jdbc.sql("""
                update intermediaries.mandate set ended_at = :at, end_reason = :reason
                 where id = :id and ended_at is null
                returning id, position, cassetto, studio, from_day, until_day, ended_at, end_reason
                """)
                .param("id", id)
                .param("reason", reason.name())
                .param("at", Timestamp.from(at))
                .query(MandateRows::read)
                .optional();
    }

    List<UUID> overBefore(LocalDate today) {
        return jdbc.sql("""
                select id from intermediaries.mandate where ended_at is null and until_day < :today order by id
                """)
                .param("today", today)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Replaced when another took its place, else expired. Empty when somebody else ended it meanwhile.
    Optional<Mandate> expire(UUID id, LocalDate today, Instant at) {
        return jdbc.sql("""
                update intermediaries.mandate
                   set ended_at = :at, end_reason = case when replaced_by is null then 'EXPIRED' else 'REPLACED' end
                 where id = :id and ended_at is null and until_day < :today
                returning id, position, cassetto, studio, from_day, until_day, ended_at, end_reason
                """)
                .param("id", id)
                .param("today", today)
                .param("at", Timestamp.from(at))
                .query(MandateRows::read)
                .optional();
    }

    private static Mandate read(ResultSet row, int number) throws SQLException {
        var endedAt = row.getTimestamp("ended_at");
        var reason = row.getString("end_reason");
        return new Mandate(
                row.getObject("id", UUID.class),
                new PositionId(row.getObject("position", UUID.class)),
                Cassetto.valueOf(row.getString("cassetto")),
                row.getObject("studio", UUID.class),
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class),
                endedAt == null ? null : endedAt.toInstant(),
                reason == null ? null : Mandate.EndReason.valueOf(reason));
    }
}

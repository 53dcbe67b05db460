package sportello.reception;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.Channel;
import sportello.identity.PersonId;

/// All the SQL of encounters.
@Repository
class EncounterRows {

    private static final String COLUMNS = "id, staff, person, channel, begun_at, identified_at";

    private final JdbcClient jdbc;

    EncounterRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Encounter insert(UUID staff, PersonId person, Channel channel, Instant now) {
        return jdbc.sql("""
                        insert into reception.encounter (staff, person, channel, begun_at)
                        values (:staff, :person, :channel, :now)
                        returning\s""" + COLUMNS)
                .param("staff", staff)
                .param("person", person.value())
                .param("channel", channel.code())
                .param("now", at(now))
                .query(EncounterRows::encounter)
                .single();
    }

    Optional<Encounter> open(UUID id, UUID staff, Instant since) {
        return jdbc.sql("select " + COLUMNS + """
                         from reception.encounter
                         where id = :id and staff = :staff and over_at is null and begun_at > :since
                        """)
                .param("id", id)
                .param("staff", staff)
                .param("since", at(since))
                .query(EncounterRows::encounter)
                .optional();
    }

    List<Encounter> open(UUID staff, Instant since, int most) {
        return jdbc.sql("select " + COLUMNS + """
                         from reception.encounter
                         where staff = :staff and over_at is null and begun_at > :since
                         order by begun_at desc
                         limit :most
                        """)
                .param("staff", staff)
                .param("since", at(since))
                .param("most", most)
                .query(EncounterRows::encounter)
                .list();
    }

    void identified(UUID id, Instant now) {
        jdbc.sql("update reception.encounter set identified_at = :now where id = :id and identified_at is null")
                .param("id", id)
                .param("now", at(now))
                .update();
    }

    void over(UUID id, Instant now) {
        jdbc.sql("update reception.encounter set over_at = :now where id = :id and over_at is null")
                .param("id", id)
                .param("now", at(now))
                .update();
    }

    int forgetBefore(Instant limit) {
        return jdbc.sql("delete from reception.encounter where begun_at < :limit")
                .param("limit", at(limit))
                .update();
    }

    private static Encounter encounter(ResultSet row, int number) throws SQLException {
        var identifiedAt = row.getObject("identified_at", OffsetDateTime.class);
        return new Encounter(
                row.getObject("id", UUID.class),
                row.getObject("staff", UUID.class),
                new PersonId(row.getObject("person", UUID.class)),
                Channel.of(row.getString("channel")).orElseThrow(),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                identifiedAt == null ? null : identifiedAt.toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

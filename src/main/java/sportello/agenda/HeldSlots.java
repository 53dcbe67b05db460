package sportello.agenda;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;

/// All the SQL of holding a place.
@Component
class HeldSlots {

    /// Stands for "for good" where the database says infinity.
    private static final Instant FOR_GOOD = Instant.parse("9999-12-31T00:00:00Z");

    private static final String COLUMNS = """
            id, counter, desk, lower(during) as starts_at, upper(during) as ends_at, held_until, extensions, booked, withdrawn
            """;

    private static final String PLACE = """
            id, service, counter, office, desk, lower(during) as starts_at, upper(during) as ends_at, holder
            """;

    private final JdbcClient jdbc;

    HeldSlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Locked until the end of the transaction: whoever asks meanwhile waits, and finds it gone or another's.
    Optional<Agenda.Freed> lock(UUID hold) {
        return jdbc.sql("select " + PLACE + "from agenda.held_slot where id = :id for update")
                .param("id", hold)
                .query((row, n) -> place(row))
                .optional();
    }

    Optional<Agenda.Freed> lockUnbooked(UUID hold, PersonId holder) {
        return jdbc.sql("select " + PLACE + """
                          from agenda.held_slot
                         where id = :id and holder = :holder and not booked and not offered
                           for update
                        """)
                .param("id", hold)
                .param("holder", holder.value())
                .query((row, n) -> place(row))
                .optional();
    }

    /// Holds that ran out on one of these desks, none that another transaction deals with.
    List<Agenda.Freed> ranOut(List<Offer.There> there, Instant now) {
        return jdbc.sql("select " + PLACE + """
                          from agenda.held_slot
                         where counter = any (:counters) and during && tstzrange(:from, :to)
                           and not booked and not offered and held_until <= :now
                           for update skip locked
                        """)
                .param("counters", ids(there))
                .param("from", utc(there.getFirst().piece().from()))
                .param(
                        "to",
                        utc(there.stream()
                                .map(each -> each.piece().to())
                                .max(Comparator.naturalOrder())
                                .orElseThrow()))
                .param("now", utc(now))
                .query((row, n) -> place(row))
                .list();
    }

    Optional<Agenda.Freed> oneThatRanOut(Instant now) {
        return jdbc.sql("select " + PLACE + """
                          from agenda.held_slot
                         where not booked and not offered and not asked and held_until <= :now
                           and held_until < 'infinity'
                         order by held_until
                         limit 1
                           for update skip locked
                        """)
                .param("now", utc(now))
                .query((row, n) -> place(row))
                .optional();
    }

    void nobodyWaits(UUID hold) {
        jdbc.sql("update agenda.held_slot set asked = true where id = :id")
                .param("id", hold)
                .update();
    }

    void forgetThoseThatRanOutBefore(Instant limit) {
        jdbc.sql("""
                        delete from agenda.held_slot
                         where not booked and not offered and asked and held_until < :limit
                           and held_until < 'infinity'
                        """).param("limit", utc(limit)).update();
    }

    /// The place becomes another's without being free in between. Its row gets a new id: whoever still knows the old
    /// one can free nothing with it.
    UUID keepFor(UUID place, PersonId to) {
        return jdbc.sql("""
                        update agenda.held_slot
                           set id = uuidv7(), holder = :to, held_until = 'infinity', offered = true, booked = false,
                               extensions = 0, asked = false
                         where id = :id
                        returning id
                        """)
                .param("to", to.value())
                .param("id", place)
                .query(UUID.class)
                .single();
    }

    /// One person's tabs take turns, here as in `agenda.hold`.
    String inTurn(String service, PersonId holder) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:service || ':' || :holder, 4711))")
                .param("service", service)
                .param("holder", holder.value())
                .query((row, n) -> true)
                .single();
        return service;
    }

    Optional<Hold> takeUp(UUID hold, PersonId by, Instant until) {
        return jdbc.sql("""
                        update agenda.held_slot
                           set offered = false, holder = :by, held_until = :until
                         where id = :id and offered and withdrawn is null
                        returning
                        """ + COLUMNS)
                .param("by", by.value())
                .param("until", utc(until))
                .param("id", hold)
                .query((row, n) -> hold(row))
                .optional();
    }

    /// Earlier unbooked holds of the same person and service.
    List<UUID> others(UUID hold) {
        return jdbc.sql("""
                        select other.id
                          from agenda.held_slot as mine
                          join agenda.held_slot as other
                            on other.holder = mine.holder and other.service = mine.service and other.id <> mine.id
                         where mine.id = :id and not other.booked and not other.offered
                        """)
                .param("id", hold)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    Optional<Hold> find(UUID hold, PersonId holder) {
        return jdbc.sql("select " + COLUMNS
                        + "from agenda.held_slot where id = :id and holder = :holder and not offered")
                .param("id", hold)
                .param("holder", holder.value())
                .query((row, n) -> hold(row))
                .optional();
    }

    Optional<String> withdrawn(UUID hold) {
        return jdbc.sql("select withdrawn from agenda.held_slot where id = :id and withdrawn is not null")
                .param("id", hold)
                .query(String.class)
                .optional();
    }

    Optional<String> service(UUID hold) {
        return jdbc.sql("select service from agenda.held_slot where id = :id")
                .param("id", hold)
                .query(String.class)
                .optional();
    }

    Optional<Hold> extend(UUID hold, PersonId holder, Instant until, int most, Instant now) {
        return jdbc.sql("""
                        update agenda.held_slot
                           set held_until = :until, extensions = extensions + 1
                         where id = :id and holder = :holder and not booked and not offered and held_until > :now
                           and extensions < :most
                        returning
                        """ + COLUMNS)
                .param("until", utc(until))
                .param("id", hold)
                .param("holder", holder.value())
                .param("now", utc(now))
                .param("most", most)
                .query((row, n) -> hold(row))
                .optional();
    }

    boolean take(UUID hold, PersonId holder, Instant now) {
        return jdbc.sql("""
                        update agenda.held_slot
                           set booked = true, held_until = 'infinity'
                         where id = :id and holder = :holder and not booked and not offered and held_until > :now
                           and withdrawn is null
                        """)
                        .param("id", hold)
                        .param("holder", holder.value())
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    void delete(UUID hold) {
        jdbc.sql("delete from agenda.held_slot where id = :id")
                .param("id", hold)
                .update();
    }

    private static UUID[] ids(List<Offer.There> there) {
        return there.stream().map(each -> each.counter().id()).toArray(UUID[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Hold hold(ResultSet row) throws SQLException {
        boolean booked = row.getBoolean("booked");
        return new Hold(
                row.getObject("id", UUID.class),
                row.getObject("counter", UUID.class),
                row.getInt("desk"),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                booked ? FOR_GOOD : instant(row, "held_until"),
                row.getInt("extensions"),
                booked,
                row.getString("withdrawn"));
    }

    private static Agenda.Freed place(ResultSet row) throws SQLException {
        return new Agenda.Freed(
                row.getObject("id", UUID.class),
                row.getString("service"),
                row.getObject("counter", UUID.class),
                row.getObject("office", UUID.class),
                row.getInt("desk"),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                new PersonId(row.getObject("holder", UUID.class)));
    }
}

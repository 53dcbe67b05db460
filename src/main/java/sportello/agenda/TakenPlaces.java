package sportello.agenda;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.offices.Counter;
import sportello.platform.ProductClock;

/// Reads the places taken at counters whose opening changes, and withdraws holds from those that are no more.
@Component
class TakenPlaces {

    private static final String COMING = """
            select id, service, counter, office, desk, starts_at, ends_at
              from agenda.held_slot
             where service = any (:services) and counter = any (:counters) and starts_at > :now
            """;

    private final JdbcClient jdbc;

    TakenPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Place(UUID hold, String service, UUID counter, UUID office, int desk, Instant startsAt, Instant endsAt) {
        Misfit misfit(Misfit.Why why) {
            return new Misfit(hold, service, counter, office, desk, startsAt, endsAt, why);
        }
    }

    List<Place> booked(Collection<Counter> counters, Instant now) {
        return coming(" and booked order by starts_at, id", counters, now);
    }

    List<Place> unbooked(Collection<Counter> counters, Instant now) {
        return coming(" and not booked and withdrawn is null and held_until > :now order by id", counters, now);
    }

    private List<Place> coming(String which, Collection<Counter> counters, Instant now) {
        return jdbc.sql(COMING + which)
                .param(
                        "services",
                        counters.stream().map(Counter::service).distinct().toArray(String[]::new))
                .param("counters", counters.stream().map(Counter::id).toArray(UUID[]::new))
                .param("now", utc(now))
                .query((row, n) -> place(row))
                .list();
    }

    record Counted(int booked, int held) {
        static final Counted NONE = new Counted(0, 0);
    }

    /// By the Monday of the week, in Rome.
    Map<LocalDate, Counted> byWeek(Counter counter, LocalDate from, LocalDate before, Instant now) {
        var found = new HashMap<LocalDate, Counted>();
        jdbc.sql("""
                        select cast(date_trunc('week', starts_at at time zone 'Europe/Rome') as date) as week,
                               count(*) filter (where booked) as booked,
                               count(*) filter (where not booked and held_until > :now) as held
                          from agenda.held_slot
                         where service = :service and counter = :counter
                           and starts_at >= :from and starts_at < :before
                         group by week
                        """)
                .param("service", counter.service())
                .param("counter", counter.id())
                .param("from", utc(from.atStartOfDay(ProductClock.ROME).toInstant()))
                .param("before", utc(before.atStartOfDay(ProductClock.ROME).toInstant()))
                .param("now", utc(now))
                .query((ResultSet row) -> {
                    found.put(
                            row.getObject("week", LocalDate.class),
                            new Counted(row.getInt("booked"), row.getInt("held")));
                });
        return found;
    }

    /// Found by its place: its id changes when it passes to who is next in line. Booked meanwhile, it stays.
    void withdraw(Misfit misfit, Instant now) {
        jdbc.sql("""
                        update agenda.held_slot
                           set withdrawn = :why, held_until = case when offered then held_until else least(held_until, :now) end
                         where counter = :counter and desk = :desk and starts_at = :starts_at and service = :service
                           and not booked and held_until > :now
                        """)
                .param("why", misfit.why().refusal)
                .param("now", utc(now))
                .param("counter", misfit.counter())
                .param("desk", misfit.desk())
                .param("starts_at", utc(misfit.startsAt()))
                .param("service", misfit.service())
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getObject("id", UUID.class),
                row.getString("service"),
                row.getObject("counter", UUID.class),
                row.getObject("office", UUID.class),
                row.getInt("desk"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant());
    }
}

package sportello.agenda;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.platform.Together;

/// Reads which hours are taken, each time with the versions of offices and openings that the same statement saw.
@Component
class TakenHours {

    /// Whoever looks at more counters is asked for apart, so that nobody with one office waits for them.
    private static final int FEW = 40;

    private static final String AS_OF = """
            select (select offices.stamp()) as stamp, (select version from agenda.opening_version) as version
            """;

    private final JdbcClient jdbc;
    private final Together<Asked, Taken> reading = new Together<>(this::taken);

    TakenHours(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Taken.AsOf asOf() {
        return jdbc.sql(AS_OF).query((row, n) -> asOf(row)).single();
    }

    record Asked(String service, Collection<UUID> counters, Instant from, Instant to, Instant now) {}

    /// What is taken at these counters; those who look at the same moment go as one (docs/decisions/0028).
    Taken taken(String service, Collection<UUID> counters, Instant from, Instant to, Instant now) {
        var asked = new Asked(service, counters, from, to, now);
        return counters.size() > FEW ? taken(List.of(asked)).getFirst() : reading.ask(asked);
    }

    /// One row for each counter that has anything; the versions also when none has.
    List<Taken> taken(List<Asked> all) {
        return jdbc.sql("select known.stamp, known.version, taken.n, taken.counter, taken.held from (" + AS_OF + """
                          ) as known
                          left join agenda.taken_all(:services, :counters, :from, :to, :now) as taken on true
                        """)
                .param("services", column(all, Asked::service))
                .param("counters", column(all, TakenHours::list))
                .param("from", column(all, asked -> asked.from().toString()))
                .param("to", column(all, asked -> asked.to().toString()))
                .param("now", column(all, asked -> asked.now().toString()))
                .query((ResultSet rows) -> {
                    var taken = new ArrayList<Taken>();
                    while (rows.next()) {
                        while (taken.size() < all.size()) taken.add(new Taken(asOf(rows)));
                        var counter = rows.getObject("counter", UUID.class);
                        if (counter != null)
                            taken.get(rows.getInt("n") - 1)
                                    .add(counter, (Long[]) rows.getArray("held").getArray());
                    }
                    return taken;
                });
    }

    private static String[] column(List<Asked> all, Function<Asked, String> value) {
        return all.stream().map(value).toArray(String[]::new);
    }

    /// As the database writes an array down.
    private static String list(Asked asked) {
        return asked.counters().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /// How many places are taken in each slot of a day, over counters that cut it alike.
    Tally.Counted counted(String service, Tally tally, Instant from, Instant to, Instant now) {
        return jdbc.sql("select known.stamp, known.version, taken.* from (" + AS_OF + """
                          ) as known
                          left join (
                              select there.grid, held.starts_at, held.ends_at, count(*) as places
                                from unnest(:counters, :grids, :desks) as there (counter, grid, desks)
                                join agenda.held_slot as held
                                  on held.service = :service and held.counter = there.counter
                                 and held.starts_at >= :from and held.starts_at < :to
                                 and held.desk <= there.desks and (held.booked or held.held_until > :now)
                               group by there.grid, held.starts_at, held.ends_at) as taken on true
                        """)
                .param("service", service)
                .param("counters", tally.counters())
                .param("grids", tally.grids())
                .param("desks", tally.desks())
                .param("from", utc(from))
                .param("to", utc(to))
                .param("now", utc(now))
                .query((ResultSet rows) -> {
                    Taken.AsOf asOf = null;
                    var places = new HashMap<Integer, Map<OpeningHours.Stretch, Integer>>();
                    while (rows.next()) {
                        if (asOf == null) asOf = asOf(rows);
                        if (rows.getObject("starts_at") != null)
                            places.computeIfAbsent(rows.getInt("grid"), _ -> new HashMap<>())
                                    .put(
                                            new OpeningHours.Stretch(
                                                    instant(rows, "starts_at"), instant(rows, "ends_at")),
                                            rows.getInt("places"));
                    }
                    return new Tally.Counted(Objects.requireNonNull(asOf), places);
                });
    }

    /// One of the counters that has a free desk then, the first it comes upon.
    Optional<UUID> anyFree(String service, Tally.Free free, Instant now) {
        return jdbc.sql("""
                        select there.counter
                          from unnest(:counters, :desks) as there (counter, desks)
                         where (select count(distinct desk)
                                  from agenda.held_slot as held
                                 where held.service = :service and held.counter = there.counter
                                   and held.starts_at > :from - interval '1 day' and held.starts_at < :to
                                   and held.ends_at > :from and held.desk <= there.desks
                                   and (held.booked or held.held_until > :now)) < there.desks
                         limit 1
                        """)
                .param("service", service)
                .param("counters", free.counters().toArray(UUID[]::new))
                .param("desks", free.desks().toArray(Integer[]::new))
                .param("from", utc(free.slot().from()))
                .param("to", utc(free.slot().to()))
                .param("now", utc(now))
                .query(UUID.class)
                .optional();
    }

    private static Taken.AsOf asOf(ResultSet row) throws SQLException {
        return new Taken.AsOf(row.getObject("stamp", UUID.class), row.getLong("version"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

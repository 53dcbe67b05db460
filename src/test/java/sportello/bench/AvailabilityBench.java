package sportello.bench;

import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.agenda.Search;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.testing.RunningProduct;

/// `bench availability`: how long the rooms' own verbs take to find hours in the whole nation, its counters and three
/// offices more with 1, 50 and 200 counters of one desk each, every second place of the month taken and every place of
/// the first open day, beside a read by primary key in the same run: bean, transaction, pool, driver, durable
/// PostgreSQL.
///
/// `month_…`: a count per day for one office. `anywhere`: the first free hour of the nation. `day`: the slots of one
/// day in one office of the nation.
final class AvailabilityBench {

    private static final int WARM = 300;

    private AvailabilityBench() {}

    static void run(boolean quick) throws Exception {
        var report = new Report("availability");
        var settings = Map.<String, Object>of(
                "sportello.database.url", "embedded",
                "sportello.media.janus", "off",
                "sportello.offices.nation", "true",
                "sportello.data", DataFolders.make("availability").toString());
        try (var product = RunningProduct.with(settings)) {
            MeetingBench.durable(product.bean(JdbcClient.class));
            var desks = new LinkedHashMap<Integer, UUID>();
            for (int count : new int[] {1, 50, 200}) desks.put(count, office(product, count));
            take(product);
            measure(product, desks, report, quick ? 300 : 2_000);
        }
        report.write();
    }

    static UUID office(RunningProduct product, int desks) {
        var office = product.bean(Offices.class)
                .open(new Office(
                        UUID.randomUUID(),
                        "Sede con " + desks,
                        OfficeKind.FILIALE_METROPOLITANA,
                        "Comune",
                        "ZZ",
                        null,
                        false));
        product.bean(JdbcClient.class)
                .sql("""
                        insert into offices.counter (office, kind, service, number, desks)
                        select :office, 'FILIALE_METROPOLITANA', :service, n, 1 from generate_series(1, :desks) as n
                        """)
                .param("office", office.id())
                .param("service", Services.DELEGATION)
                .param("desks", desks)
                .update();
        return office.id();
    }

    /// Every place of the first open day, every second of the others.
    static void take(RunningProduct product) throws SQLException {
        var first = product.bean(Agenda.class)
                .days(Services.DELEGATION, product.bean(ProductClock.class).instant())
                .getFirst()
                .day();
        product.bean(JdbcClient.class)
                .sql("""
                        insert into agenda.held_slot
                               (counter, desk, during, office, service, holder, held_until, booked)
                        select counter.id, desk, tstzrange(at, at + interval '20 minutes'), counter.office,
                               counter.service, gen_random_uuid(), 'infinity', true
                          from generate_series(:first::date, :first::date + 31, interval '1 day') as day
                         cross join generate_series(0, 8) as slot
                         cross join lateral (
                            select (day::date + time '09:00' + slot * interval '20 minutes') at time zone 'Europe/Rome'
                                   as at) as hour
                          join offices.counter on counter.service = :service
                         cross join lateral generate_series(1, counter.desks) as desk
                         where extract(isodow from day) in (2, 4)
                           and (day::date = :first or (slot + desk + counter.number) % 2 = 0)
                        """)
                .param("first", first)
                .param("service", Services.DELEGATION)
                .update();
        try (var connection = product.bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) agenda.held_slot");
        }
    }

    private static void measure(RunningProduct product, Map<Integer, UUID> desks, Report report, int rounds) {
        var agenda = product.bean(Agenda.class);
        var jdbc = product.bean(JdbcClient.class);
        var now = product.bean(ProductClock.class).instant();
        var anywhere = Search.anywhere(Services.DELEGATION);
        var bologna = anywhere.inOffice(
                product.bean(Offices.class).withCode("BO").orElseThrow().id());
        var days = agenda.days(bologna, now).stream()
                .map(Agenda.DayCount::day)
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
                .toList();
        var ids = jdbc.sql("select id from agenda.held_slot limit 1000")
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
        var asked = new LinkedHashMap<String, IntFunction<Object>>();
        desks.forEach((count, office) ->
                asked.put("month_" + count, n -> some(agenda.days(anywhere.inOffice(office), now))));
        asked.put("anywhere", n -> agenda.firstFree(anywhere, now).orElseThrow());
        asked.put("day", n -> some(agenda.day(bologna, days.get(n % days.size()), now)));
        asked.put("primary_key", n -> holder(jdbc, ids.get(n % ids.size())));
        var times = new LinkedHashMap<String, List<Double>>();
        asked.keySet().forEach(name -> times.put(name, new ArrayList<>()));
        for (int round = -WARM; round < rounds; round++)
            for (var each : asked.entrySet()) {
                var started = System.nanoTime();
                var _ = each.getValue().apply(round + WARM);
                if (round >= 0) times.get(each.getKey()).add((System.nanoTime() - started) / 1e6);
            }
        times.forEach((name, all) -> report.put(name + "_p95_ms", Report.p95(all)));
        var key = Report.median(times.get("primary_key"));
        times.forEach((name, all) -> report.put(name + "_to_primary_key", Report.median(all) / key));
    }

    private static <T> List<T> some(List<T> found) {
        if (found.isEmpty()) throw new IllegalStateException("Nothing was found");
        return found;
    }

    private static Instant holder(JdbcClient jdbc, UUID id) {
        return jdbc.sql("select starts_at from agenda.held_slot where id = :id")
                .param("id", id)
                .query((row, n) -> row.getTimestamp("starts_at").toInstant())
                .single();
    }
}

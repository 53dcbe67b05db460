package sportello.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.agenda.Slot;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.testing.RunningProduct;
import sportello.testing.TaxCodes;

/// `bench growth`: whether finding and booking an hour slow down with the years: the rooms' own verbs in the whole
/// nation with 10^5, 10^6 and 10^7 appointments already held, in one run on one durable PostgreSQL.
///
/// `search`: the first free hour anywhere, the month and a day of one office, in turn. `booking`: an hour held anywhere
/// and confirmed, until the person has the answer. Ratios are of the p95 at 10^7 to that at 10^5.
final class GrowthBench {

    private static final int[] SIZES = {100_000, 1_000_000, 10_000_000};
    private static final int WARM = 60;
    private static final List<String> GROWING = List.of("agenda.held_slot", "booking.appointment");

    private GrowthBench() {}

    static void run(boolean quick) throws Exception {
        var report = new Report("growth");
        var settings = Map.<String, Object>of(
                "sportello.database.url", "embedded",
                "sportello.media.janus", "off",
                "sportello.offices.nation", "true",
                "sportello.data", DataFolders.make("growth").toString());
        try (var product = RunningProduct.with(settings)) {
            MeetingBench.durable(product.bean(JdbcClient.class));
            AvailabilityBench.take(product);
            int there = 0;
            var search = new ArrayList<Double>();
            var booking = new ArrayList<Double>();
            for (int size : SIZES) {
                grow(product, there, size);
                there = size;
                var times = new Times(product).measured(quick ? 200 : 600);
                search.add(Report.p95(times.search));
                booking.add(Report.p95(times.booking));
                var name = "1e" + (int) Math.log10(size);
                report.put("search_" + name + "_p95_ms", search.getLast());
                report.put("booking_" + name + "_p95_ms", booking.getLast());
            }
            report.put("search_ratio_1e7_to_1e5", search.getLast() / search.getFirst());
            report.put("booking_ratio_1e7_to_1e5", booking.getLast() / booking.getFirst());
        }
        report.write();
    }

    /// As if it had gone on for years: places and appointments of days that are over. Indexes that hold the past are
    /// made
    /// anew, as a restored back-up would; those of what is open stay, because due work reads by them meanwhile.
    private static void grow(RunningProduct product, int from, int to) throws SQLException {
        var started = System.nanoTime();
        try (var connection = product.bean(DataSource.class).getConnection()) {
            var again = new ArrayList<String>();
            for (var table : GROWING) again.addAll(withoutIndexes(connection, table));
            execute(connection, "alter table agenda.held_slot disable trigger user");
            execute(connection, "alter table booking.appointment disable trigger user");
            execute(connection, past(from, to));
            execute(connection, "alter table agenda.held_slot enable trigger user");
            execute(connection, "alter table booking.appointment enable trigger user");
            execute(connection, "set maintenance_work_mem = '768MB'");
            for (var statement : again) execute(connection, statement);
            execute(connection, "reset maintenance_work_mem");
            for (var table : GROWING) execute(connection, "vacuum (analyze) " + table);
        }
        System.out.printf(
                "%,d appointments held: loaded in %d s%n",
                to, Duration.ofNanos(System.nanoTime() - started).toSeconds());
    }

    /// Drops them and says how to make them again.
    private static List<String> withoutIndexes(Connection connection, String table) throws SQLException {
        var again = new ArrayList<String>();
        var drops = new ArrayList<String>();
        try (var asked = connection.prepareStatement("""
                select 'alter table ' || conrelid::regclass || ' drop constraint ' || quote_ident(conname) as drop,
                       'alter table ' || conrelid::regclass || ' add constraint ' || quote_ident(conname) || ' '
                       || pg_get_constraintdef(oid) as again
                  from pg_constraint
                  join pg_index on indexrelid = conindid
                 where conrelid = ?::regclass and contype in ('u', 'x') and indpred is null
                union all
                select 'drop index ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
                  from pg_index
                 where indrelid = ?::regclass and not indisprimary and indpred is null
                   and not exists (select from pg_constraint where conindid = indexrelid)
                """)) {
            asked.setString(1, table);
            asked.setString(2, table);
            try (var rows = asked.executeQuery()) {
                while (rows.next()) {
                    drops.add(rows.getString("drop"));
                    again.add(rows.getString("again"));
                }
            }
        }
        for (var drop : drops) execute(connection, drop);
        return again;
    }

    /// One place after the other, back from last week: nine slots a day on every desk of the nation.
    private static String past(int from, int to) {
        return """
                with desk as materialized (
                    select counter.id as counter, counter.office, desk, row_number() over () - 1 as k
                      from offices.counter
                     cross join lateral generate_series(1, counter.desks) as desk
                     where counter.service = '%1$s'),
                place as (
                    select n, desk.counter, desk.office, desk.desk, gen_random_uuid() as person, uuidv7() as hold,
                           (current_date - 7 - (n / (9 * all_desks.many))::integer) + time '09:00'
                           + n / all_desks.many %% 9 * interval '20 minutes' as hour
                      from generate_series(%2$d::bigint, %3$d - 1) as n
                     cross join (select count(*) as many from desk) as all_desks
                      join desk on desk.k = n %% all_desks.many),
                held as (
                    insert into agenda.held_slot (id, counter, desk, during, office, service, holder, held_until, booked)
                    select hold, counter, desk, tstzrange(hour at time zone 'Europe/Rome',
                                                          hour at time zone 'Europe/Rome' + interval '20 minutes'),
                           office, '%1$s', person, 'infinity', true
                      from place)
                insert into booking.appointment
                       (reference, service, counter, office, hold, booked_by, principal, assurance, starts_at, ends_at,
                        status, matter, booked_at)
                select 'G' || n, '%1$s', counter, office, hold, person, person, 'SUBSTANTIAL',
                       hour at time zone 'Europe/Rome', hour at time zone 'Europe/Rome' + interval '20 minutes', 'HELD',
                       '{"delegator.given_name": "Anna", "situation": "signs"}', now() - interval '30 days'
                  from place
                """.formatted(Services.DELEGATION, from, to);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(0);
            statement.execute(sql);
        }
    }

    /// Searching and booking in turn.
    private static final class Times {

        private final Agenda agenda;
        private final Bookings bookings;
        private final People people;
        private final ProductClock clock;
        private final Search anywhere = Search.anywhere(Services.DELEGATION);
        private final Search office;
        private final Random random = new Random(7);
        final List<Double> search = new ArrayList<>();
        final List<Double> booking = new ArrayList<>();

        Times(RunningProduct product) {
            agenda = product.bean(Agenda.class);
            bookings = product.bean(Bookings.class);
            people = product.bean(People.class);
            clock = product.bean(ProductClock.class);
            office = anywhere.inOffice(
                    product.bean(Offices.class).withCode("BO").orElseThrow().id());
        }

        Times measured(int rounds) {
            var now = clock.instant();
            var free = agenda.nearest(anywhere, now, Integer.MAX_VALUE, Side.PUBLIC, now).stream()
                    .filter(slot -> slot.free() > 50)
                    .map(Slot::startsAt)
                    .toList();
            var days = agenda.days(office, now);
            for (int round = -WARM; round < rounds; round++) {
                var day = days.get(random.nextInt(days.size())).day();
                time(search, round, () -> agenda.firstFree(anywhere, now).orElseThrow());
                time(search, round, () -> agenda.days(office, now));
                time(search, round, () -> agenda.day(office, day, now));
                var person = citizen();
                var hour = free.get(random.nextInt(free.size()));
                time(booking, round, () -> book(person, hour));
            }
            return this;
        }

        private Actor.Citizen citizen() {
            var person = people.loggedIn(new People.LoggedIn(
                    "bench",
                    UUID.randomUUID().toString(),
                    "Bruno",
                    "Prova",
                    "TINIT-" + TaxCodes.next().value(),
                    null,
                    null,
                    null));
            return new Actor.Citizen(person.id(), Assurance.SUBSTANTIAL, null);
        }

        private Object book(Actor.Citizen person, Instant hour) {
            if (agenda.hold(anywhere, hour, person.person(), Side.PUBLIC, clock.instant())
                            instanceof Agenda.Holding.Held(var hold)
                    && bookings.confirm(person, Services.DELEGATION, hold.id(), matter(), IdempotencyKey.next())
                            instanceof Bookings.Outcome.Booked booked) return booked;
            throw new IllegalStateException("Not booked at " + hour);
        }

        private static Matter matter() {
            var answers = new HashMap<>(Map.of(
                    "delegator.given_name", "Anna",
                    "delegator.family_name", "Prova",
                    "delegator.tax_code", TaxCodes.next().value(),
                    "delegator.born_on", "1941-01-31",
                    "delegator.language", "it",
                    "situation", "signs",
                    "declares.cannot_come", "yes",
                    "declares.no_identity", "yes",
                    "contact.mobile", "347 7654321"));
            return new Matter(answers);
        }

        private interface Doing {
            Object done();
        }

        private static void time(List<Double> times, int round, Doing doing) {
            var started = System.nanoTime();
            if (doing.done() == null) throw new IllegalStateException("Nothing came of it");
            if (round >= 0) times.add((System.nanoTime() - started) / 1e6);
        }
    }
}

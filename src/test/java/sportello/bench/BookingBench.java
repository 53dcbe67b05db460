package sportello.bench;

import java.time.Duration;
import java.util.Set;

/// `bench booking`: how many people a second one node takes from *Conferma* to the receipt's address, at saturation:
/// the
/// product as its launcher starts it, real HTTP with session, CSRF token and form, the load generator on the same
/// cores.
/// Beside it, in the same run and on the same tables, PostgreSQL's own limit for the writes of one booking.
///
/// People, sessions, holds and answers are put into the tables beforehand (`Crowd`); only the confirming requests are
/// measured. Afterwards each answer is compared with the tables.
final class BookingBench {

    static final int CONNECTIONS = 16;

    private BookingBench() {}

    static void run(boolean quick) throws Exception {
        PgBench.demand();
        var report = new Report("booking");
        var data = DataFolders.make("booking");
        try (var product = LaunchedProduct.start(data);
                var crowd = Crowd.at(data)) {
            crowd.durable();
            var volley = new Volley(product.port(), CONNECTIONS);
            var warm = warm(crowd, volley, quick);
            var confirmed = measure(product, crowd, volley, warm, Duration.ofSeconds(quick ? 6 : 30), report);
            var pgbench = new PgBench(crowd, CONNECTIONS);
            int each = quick ? 1_000 : 4_000;
            int first = crowd.logIn(pgbench.rows(each));
            crowd.hold(first, pgbench.rows(each));
            crowd.settle();
            double limit = pgbench.limit(first, each);
            report.put("limit_per_s", limit);
            report.put("ratio", confirmed.perSecond() / limit);
        }
        report.write();
    }

    /// Until a further round is hardly faster: a node that has been up for minutes, not one that has just started.
    ///
    /// @return the rate reached
    private static double warm(Crowd crowd, Volley volley, boolean quick) throws Exception {
        int seconds = quick ? 6 : 15;
        double before = 0;
        double rate = 0;
        for (int round = 0; round < (quick ? 3 : 8) && (round < 2 || rate > 1.03 * before); round++) {
            before = rate;
            int many = round == 0 ? 600 * seconds : (int) (1.6 * rate * seconds);
            int first = crowd.logIn(many);
            crowd.hold(first, many);
            crowd.settle();
            var fired = volley.fire(first, first + many, Duration.ofSeconds(seconds), Crowd::confirm);
            rate = fired.perSecond();
            System.out.printf("warming up: %.0f/s %s%n", rate, fired.kinds());
        }
        return rate;
    }

    private static Volley.Result measure(
            LaunchedProduct product, Crowd crowd, Volley volley, double rate, Duration time, Report report)
            throws Exception {
        int many = (int) (rate * 1.6 * time.toSeconds());
        int first = crowd.logIn(many);
        crowd.hold(first, many);
        crowd.settle();
        var cores = new Cores(product.jvm(), crowd.database());
        cores.begin();
        var confirmed = volley.fire(first, first + many, time, Crowd::confirm);
        cores.say(confirmed.nanos().length);
        check(crowd, confirmed);
        report.put("per_s", confirmed.perSecond());
        report.put("p50_ms", confirmed.ms(50));
        report.put("p99_ms", confirmed.ms(99));
        drain(crowd, report, time);
        return confirmed;
    }

    /// Every answer is an appointment of who asked, at the hour they held; no desk serves two.
    private static void check(Crowd crowd, Volley.Result confirmed) throws Exception {
        System.out.println("answers " + confirmed.kinds());
        if (!confirmed.kinds().keySet().equals(Set.of("303 /appointments/…/receipt")))
            throw new IllegalStateException("Not everybody was booked");
        var ids = confirmed.answers().entrySet().stream()
                .map(each -> each.getValue().location().split("/")[2] + "," + Crowd.person(each.getKey()) + ","
                        + Crowd.hold(each.getKey()))
                .toArray(String[]::new);
        try (var ask = crowd.tables().prepareStatement("""
                select count(*)
                  from unnest(?::text[]) as said
                  join booking.appointment as a on a.id = split_part(said, ',', 1)::uuid and a.status = 'BOOKED'
                                               and a.booked_by = split_part(said, ',', 2)::uuid
                  join agenda.held_slot as h on h.id = a.hold and h.booked and h.id = split_part(said, ',', 3)::uuid
                  join audit.entry as e on e.subject_kind = 'appointment' and e.subject_id = a.id
                                       and e.act = 'booking.confirmed'
                """)) {
            ask.setArray(1, crowd.tables().createArrayOf("text", ids));
            var row = ask.executeQuery();
            row.next();
            if (row.getLong(1) != ids.length)
                throw new IllegalStateException(ids.length + " were told they are booked, " + row.getLong(1) + " are");
        }
        noDeskServesTwo(crowd);
        System.out.println(
                ids.length + " answers, each an appointment with its slot and its audit entry; no desk doubled");
    }

    static void noDeskServesTwo(Crowd crowd) throws Exception {
        long doubled = crowd.count("""
                select count(*) from (
                    select lead(starts_at) over (partition by counter, desk order by starts_at) < ends_at as collides
                      from agenda.held_slot where booked) as places
                 where collides
                """);
        if (doubled != 0) throw new IllegalStateException(doubled + " desks serve two people at once");
    }

    /// What follows the bookings is done afterwards: at which pace.
    private static void drain(Crowd crowd, Report report, Duration time) throws Exception {
        long waiting = crowd.count("select count(*) from booking.follow_up");
        Thread.sleep(time.dividedBy(2));
        long left = crowd.count("select count(*) from booking.follow_up");
        report.put("follow_ups_left", waiting);
        report.put("follow_ups_per_s", (waiting - left) / (time.toMillis() / 2000.0));
        crowd.run("delete from booking.follow_up");
    }
}

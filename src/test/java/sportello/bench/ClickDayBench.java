package sportello.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sportello.bench.Newcomer.Answer;
import sportello.bench.Newcomer.Told;

/// `bench click-day`: the morning when more people come than there are hours. They are logged in, have typed their
/// answers
/// before and chosen their office; they arrive at their own pace, whatever the product's, and each looks at the hours,
/// takes one, reads the summary and confirms, at once and without a pause (`Newcomer`). Counted is from the moment they
/// were to arrive to their definite answer: booked, no hour left, or to try again later. Afterwards every answer is
/// compared with the tables.
///
/// So many offices of the nation take part that there are ten callers for nine hours; warming up takes other offices.
final class ClickDayBench {

    private static final int ARRIVALS_A_SECOND = 400;
    private static final int AT_ONCE = 16;
    private static final Pattern DAY =
            Pattern.compile("name=\"day\" value=\"[^\"]+\"([^>]*)><span><b>[^<]*</b><small>([^<]*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private ClickDayBench() {}

    static void run(boolean quick) throws Exception {
        var report = new Report("click-day");
        var data = DataFolders.make("click-day");
        int rate = Integer.getInteger("bench.arrivals", ARRIVALS_A_SECOND);
        int seconds = quick ? 12 : 60;
        try (var product = LaunchedProduct.start(data);
                var crowd = Crowd.at(data)) {
            crowd.durable();
            var offices = nation(crowd);
            var used = warm(product, crowd, offices, rate, quick);
            var places = places(product, crowd, offices.subList(used, offices.size()), rate * seconds);
            int slots = places.size();
            Collections.shuffle(places, new Random(4));
            places.addAll(List.copyOf(places.subList(0, slots / 9)));
            Collections.shuffle(places, new Random(5));
            int first = people(crowd, places);
            crowd.settle();
            var cores = new Cores(product.jvm(), crowd.database());
            cores.begin();
            var told = arrive(product.port(), first, places.size(), rate);
            cores.say(places.size());
            compare(crowd, first, told);
            figures(report, told, slots, rate);
        }
        report.write();
    }

    /// Those of the nation, which may still be taken in when the first page is there.
    private static List<String> nation(Crowd crowd) throws Exception {
        var before = List.<String>of();
        for (int tries = 0; tries < 60; tries++) {
            var now = offices(crowd);
            if (now.size() > 20 && now.equals(before)) return now;
            before = now;
            Thread.sleep(1_000);
        }
        throw new IllegalStateException("The nation's offices are not there");
    }

    private static List<String> offices(Crowd crowd) throws SQLException {
        var all = new ArrayList<String>();
        try (var statement = crowd.tables().createStatement();
                var rows = statement.executeQuery("select office from offices.counter where service = '" + Crowd.SERVICE
                        + "' group by office order by md5(office::text)")) {
            while (rows.next()) all.add(rows.getString(1));
        }
        return all;
    }

    /// As many at once as keep the cores busy and no line begins, until two further rounds are
    /// hardly faster; then some who arrive at their own pace, half as many as later: the connections
    /// to the database that a rush needs are warm only after one. A node that has been up for
    /// minutes, not one that has just started.
    ///
    /// @return how many offices it took
    private static int warm(LaunchedProduct product, Crowd crowd, List<String> offices, int rate, boolean quick)
            throws Exception {
        int many = offices.size() / 3;
        var free = places(product, crowd, offices.subList(0, many), Integer.MAX_VALUE);
        Collections.shuffle(free, new Random(3));
        int slower = rate / 2;
        var last = free.subList(0, Math.min(free.size() / 2, slower * 10));
        double best = 0;
        int since = 0;
        int taken = last.size();
        for (int round = 0; round < (quick ? 3 : 14) && since < 2; round++) {
            int callers = 500 + 200 * round;
            if (taken + callers > free.size()) break;
            var places = free.subList(taken, taken += callers);
            int first = people(crowd, places);
            long start = System.nanoTime();
            var told = inTurn(product.port(), first, callers);
            double reached = callers / ((System.nanoTime() - start) / 1e9);
            since = reached > 1.03 * best ? 0 : since + 1;
            best = Math.max(best, reached);
            System.out.printf(
                    "warming up, %d at once: %.0f/s, %d of %d booked%n",
                    AT_ONCE, reached, count(told, Answer.BOOKED), callers);
        }
        var told = arrive(product.port(), people(crowd, last), last.size(), slower);
        System.out.printf(
                "warming up, %d arrive a second: %d of %d booked%n", slower, count(told, Answer.BOOKED), last.size());
        return many;
    }

    /// Each comes when one before has their answer.
    private static List<Told> inTurn(int port, int first, int callers) throws Exception {
        var told = new ArrayList<Told>(callers);
        try (var connections = new Connections(port);
                var people = Executors.newFixedThreadPool(AT_ONCE)) {
            var coming = new ArrayList<Future<Told>>(callers);
            for (int n = 0; n < callers; n++) {
                int number = first + n;
                coming.add(people.submit(() -> new Newcomer(number, System.nanoTime(), connections).come()));
            }
            for (var one : coming) told.add(one.get());
        }
        return told;
    }

    /// An office for each of its free hours, until there are as many as asked for.
    private static List<String> places(LaunchedProduct product, Crowd crowd, List<String> offices, int most)
            throws Exception {
        int first = people(crowd, offices);
        var places = new ArrayList<String>();
        try (var caller = new Caller(product.port())) {
            for (int n = 0; n < offices.size() && places.size() < most / 10 * 9; n++) {
                var page = patiently(caller, Crowd.get(first + n, Newcomer.HOURS));
                for (var day = DAY.matcher(page); day.find(); ) {
                    if (day.group(1).contains("disabled")) continue;
                    var number = NUMBER.matcher(day.group(2));
                    places.addAll(
                            Collections.nCopies(number.find() ? Integer.parseInt(number.group()) : 1, offices.get(n)));
                }
            }
        }
        return places;
    }

    /// Warming up may have begun a line; it ends when it is calm again.
    private static String patiently(Caller caller, byte[] request) throws Exception {
        for (int tries = 0; tries < 120; tries++) {
            var reply = caller.send(request);
            if (reply.status() == 200 && !Newcomer.inLine(reply)) return reply.body();
            Thread.sleep(500);
        }
        throw new IllegalStateException("The hours do not show");
    }

    private static int people(Crowd crowd, List<String> places) throws SQLException {
        int first = crowd.logIn(places.size());
        crowd.typed(first, places);
        return first;
    }

    /// Caller `n` comes at its own moment, whoever is still waiting.
    private static List<Told> arrive(int port, int first, int callers, int rate) throws Exception {
        var connections = new Connections(port);
        long start = System.nanoTime() + Duration.ofMillis(200).toNanos();
        var coming = new ArrayList<Future<Told>>(callers);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < callers; n++) {
                long at = start + 1_000_000_000L * n / rate;
                long early = at - System.nanoTime();
                if (early > 0) Thread.sleep(Duration.ofNanos(early));
                var newcomer = new Newcomer(first + n, at, connections);
                coming.add(people.submit(newcomer::come));
            }
        } finally {
            connections.close();
        }
        var told = new ArrayList<Told>(callers);
        for (var one : coming) told.add(one.get());
        return told;
    }

    /// Who was told so is booked, nobody else is, and no desk serves two.
    private static void compare(Crowd crowd, int first, List<Told> told) throws Exception {
        var said = new HashSet<String>();
        for (int n = 0; n < told.size(); n++)
            if (told.get(n).answer() == Answer.BOOKED)
                said.add(told.get(n).appointment() + " " + Crowd.person(first + n));
        var kept = new HashSet<String>();
        try (var ask = crowd.tables().prepareStatement("""
                select a.id || ' ' || a.booked_by
                  from booking.appointment as a join agenda.held_slot as h on h.id = a.hold and h.booked
                 where a.status = 'BOOKED' and a.booked_by between ?::uuid and ?::uuid
                """)) {
            ask.setObject(1, Crowd.person(first));
            ask.setObject(2, Crowd.person(first + told.size() - 1));
            var rows = ask.executeQuery();
            while (rows.next()) kept.add(rows.getString(1));
        }
        if (!said.equals(kept))
            throw new IllegalStateException(said.size() + " were told they are booked, " + kept.size() + " are");
        BookingBench.noDeskServesTwo(crowd);
        System.out.println("every answer is what the tables hold; no desk doubled");
    }

    private static void figures(Report report, List<Told> told, int slots, int rate) {
        var nanos = told.stream().mapToLong(Told::nanos).sorted().toArray();
        long booked = count(told, Answer.BOOKED);
        // From the first arrival to the last answer of somebody booked.
        double seconds = 0;
        for (int n = 0; n < told.size(); n++)
            if (told.get(n).answer() == Answer.BOOKED)
                seconds = Math.max(seconds, (double) n / rate + told.get(n).nanos() / 1e9);
        report.put("attempts", told.size());
        report.put("booked", booked);
        report.put("slots", slots);
        report.put("double", 0);
        report.put("no_hour_left", count(told, Answer.NO_HOUR_LEFT));
        report.put("unanswered", count(told, Answer.UNANSWERED));
        report.put("try_again", count(told, Answer.TRY_AGAIN));
        report.put("bookings_per_s", booked / Math.max(seconds, 1e-9));
        report.put("p50_ms", at(nanos, 50));
        report.put("p95_ms", at(nanos, 95));
        report.put("p99_ms", at(nanos, 99));
        var troubles = told.stream()
                .map(Told::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .collect(Collectors.groupingBy(trouble -> trouble, Collectors.counting()));
        if (!troubles.isEmpty()) System.out.println("instead of an answer: " + troubles);
        report.put(
                "errors", troubles.values().stream().mapToLong(Long::longValue).sum());
    }

    private static double at(long[] sorted, double percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)] / 1e6;
    }

    private static long count(List<Told> told, Answer answer) {
        return told.stream().filter(one -> one.answer() == answer).count();
    }
}

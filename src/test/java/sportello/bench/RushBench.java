package sportello.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.platform.Lane;
import sportello.rush.RushGate;
import sportello.testing.RunningProduct;

/// `bench rush`: a line of 50,000 people before one service. They come through the gate's own verb at a door that the
/// crowd has shut; some of them are logged in and look at their place over HTTP as the page does by itself, as long as
/// the line is
/// being called in; whoever was called leaves, so that the next can come.
///
/// `out_of_order`: who went in before somebody with a lower number who went in later, or not at all, by SQL.
/// `poll_p95_ms`: from sending `GET /line/<service>` to its last byte. `bytes_per_ticket`: the table and its indexes,
/// by
/// those waiting; `node_bytes_per_ticket` is what the node's heap grew by.
final class RushBench {

    private static final String SERVICE = "delegation-web-meeting";
    private static final int TICKETS = 50_000;
    private static final int WATCHING = 300;
    private static final int LOOKING_AT_ONCE = 4;

    private RushBench() {}

    static void run(boolean quick) throws Exception {
        var report = new Report("rush");
        var settings = Map.<String, Object>of(
                "sportello.database.url", "embedded",
                "sportello.media.janus", "off",
                "sportello.rush.away", "1h",
                "sportello.rush.calm", "1h",
                "sportello.data", DataFolders.make("rush").toString());
        try (var product = RunningProduct.with(settings)) {
            MeetingBench.durable(product.bean(JdbcClient.class));
            new RushBench.Line(product, report).measure(Duration.ofSeconds(quick ? 8 : 45), quick ? 2_000 : TICKETS);
        }
        report.write();
    }

    private static final class Line {

        private final RunningProduct product;
        private final Report report;
        private final RushGate gate;
        private final JdbcClient jdbc;

        Line(RunningProduct product, Report report) {
            this.product = product;
            this.report = report;
            this.gate = product.bean(RushGate.class);
            this.jdbc = product.bean(JdbcClient.class);
        }

        void measure(Duration looking, int called) throws Exception {
            gate.press(SERVICE);
            var watchers = IntStream.range(0, WATCHING).mapToObj(this::person).toList();
            var before = heap();
            come(watchers);
            report.put("tickets", waiting());
            report.put("bytes_per_ticket", bytes() / waiting());
            report.put("node_bytes_per_ticket", Math.max(0, heap() - before) / TICKETS);
            look(watchers, looking);
            goIn(called);
            report.put("called_in", admitted());
            report.put("out_of_order", outOfOrder());
        }

        private PersonId person(int n) {
            return product.bean(People.class)
                    .loggedIn(new People.LoggedIn(
                            "https://bench.example", "rush-" + n, "Persona", "Numero " + n, null, null, null, null))
                    .id();
        }

        /// Watchers come last: they have the whole line before them.
        private void come(List<PersonId> watchers) throws InterruptedException {
            var started = System.nanoTime();
            var at = new AtomicInteger();
            try (var crowd =
                    Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
                for (int n = 0; n < 16; n++) {
                    crowd.submit(() -> Lane.PUBLIC.run(() -> {
                        while (at.getAndIncrement() < TICKETS - WATCHING) enter(new PersonId(UUID.randomUUID()));
                    }));
                }
            }
            watchers.forEach(this::enter);
            report.put("come_per_s", TICKETS / ((System.nanoTime() - started) / 1e9));
        }

        private RushGate.Standing enter(PersonId who) {
            return gate.enter(SERVICE, new Actor.Citizen(who, Assurance.SUBSTANTIAL, null));
        }

        private void look(List<PersonId> watchers, Duration length) throws Exception {
            var cookies = watchers.stream().map(this::session).toList();
            var times = new ConcurrentLinkedQueue<Double>();
            var http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            var warm = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            var end = warm + length.toNanos();
            var turn = new AtomicInteger();
            var odd = new AtomicInteger();
            try (var crowd =
                    Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
                for (int n = 0; n < LOOKING_AT_ONCE; n++) {
                    crowd.submit(() -> {
                        while (System.nanoTime() < end) {
                            var cookie = cookies.get(Math.floorMod(turn.getAndIncrement(), cookies.size()));
                            var began = System.nanoTime();
                            var answer = http.send(look(cookie), HttpResponse.BodyHandlers.ofString());
                            if (answer.statusCode() != 200 || !answer.body().contains("id=\"line\""))
                                odd.incrementAndGet();
                            else if (began > warm) times.add((System.nanoTime() - began) / 1e6);
                        }
                        return null;
                    });
                }
            }
            if (odd.get() > 0 || times.isEmpty()) throw new IllegalStateException(odd + " looks were odd");
            var all = new ArrayList<>(times);
            report.put("poll_p95_ms", Report.p95(all));
            report.put("poll_median_ms", Report.median(all));
            report.put("polls_per_s", all.size() / (length.toNanos() / 1e9));
        }

        private HttpRequest look(String cookie) {
            return HttpRequest.newBuilder(URI.create(product.url("/line/" + SERVICE)))
                    .header("Accept", "text/html")
                    .header("X-Requested-With", "fetch")
                    .header("Cookie", cookie)
                    .build();
        }

        private String session(PersonId who) {
            SessionRepository<? extends Session> sessions = product.bean(SessionRepository.class);
            return session(sessions, who);
        }

        private static <S extends Session> String session(SessionRepository<S> sessions, PersonId who) {
            var session = sessions.createSession();
            session.setAttribute("person", who.toString());
            session.setAttribute("assurance", Assurance.SUBSTANTIAL.name());
            sessions.save(session);
            return "sportello="
                    + Base64.getEncoder().encodeToString(session.getId().getBytes(StandardCharsets.UTF_8));
        }

        /// Whoever was called has what they came for at once.
        private void goIn(int wanted) throws InterruptedException {
            var started = System.nanoTime();
            var places = new Semaphore(16);
            try (var crowd =
                    Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
                while (admitted() < wanted) {
                    for (var who : inside()) {
                        places.acquire();
                        crowd.submit(() -> Lane.PUBLIC.run(() -> {
                            gate.leave(SERVICE, new Actor.Citizen(who, Assurance.SUBSTANTIAL, null));
                            places.release();
                        }));
                    }
                    places.acquire(16);
                    places.release(16);
                    Thread.sleep(50);
                }
            }
            report.put("called_in_per_s", wanted / ((System.nanoTime() - started) / 1e9));
        }

        private List<PersonId> inside() {
            return jdbc.sql(
                            "select person from rush.ticket where door = :door and left_at is null and pass_from is not null")
                    .param("door", SERVICE)
                    .query((row, n) -> new PersonId(row.getObject("person", UUID.class)))
                    .list();
        }

        private long waiting() {
            return number("select count(*) from rush.ticket where door = :door and left_at is null");
        }

        private long admitted() {
            return number("select count(*) from rush.ticket where door = :door and pass_from is not null");
        }

        private long outOfOrder() {
            return number("""
                    select count(*) filter (where pass_from < earlier or pass_from is not null and skipped)
                      from (select pass_from, max(pass_from) over before as earlier,
                                   bool_or(pass_from is null) over before as skipped
                              from rush.ticket where door = :door
                            window before as (order by number rows between unbounded preceding and 1 preceding)) as all_of_them
                    """);
        }

        private long bytes() {
            return jdbc.sql("select pg_total_relation_size('rush.ticket')")
                    .query(Long.class)
                    .single();
        }

        private long number(String sql) {
            return jdbc.sql(sql).param("door", SERVICE).query(Long.class).single();
        }

        private static double heap() {
            System.gc();
            var runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }
}

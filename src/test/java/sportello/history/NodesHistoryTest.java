package sportello.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sportello.history.Said.Answer;
import sportello.journey.Demo;
import sportello.testing.ExternalDatabase;
import sportello.testing.SeparateProduct;
import sportello.testing.TaxCodes;

/// A rush for six places at the pages of two real processes, during which one of them is killed with `kill -9`, and
/// then the database: whoever was told *booked* is, once; whoever got no answer asks again with the same key, and has
/// one.
class NodesHistoryTest {

    private static final String SERVICE = Passerby.SERVICE;
    private static final Duration LONG = Duration.ofSeconds(150);
    private static final int PEOPLE = 10;

    @TempDir
    static Path folder;

    static ExternalDatabase database;
    static SeparateProduct first;
    static SeparateProduct second;
    static JdbcClient jdbc;

    @BeforeAll
    static void twoNodes() throws Exception {
        database = ExternalDatabase.start(folder.resolve("database"));
        first = node("first");
        second = node("second");
        jdbc = JdbcClient.create(new DriverManagerDataSource(database.url(), database.username(), database.password()));
    }

    private static SeparateProduct node(String name) throws Exception {
        return SeparateProduct.node(
                database,
                folder.resolve("shared"),
                folder.resolve(name),
                Path.of("target", "journey", "nodes-history-" + name + ".log"),
                Map.of("sportello.media.janus", "off", "sportello.agenda.holds-per-hour", "100000"));
    }

    @AfterAll
    static void end() throws Exception {
        if (first != null) first.close();
        if (second != null) second.close();
        database.close();
    }

    @Test
    void whatWasConfirmedInTheRushOutlivesANodeAndTheDatabaseAndIsNobodyElses() throws Exception {
        long seed = Long.getLong("history.seed", new Random().nextLong());
        clock("2027-03-01T10:00:00+01:00");
        var counter = threePlacesOnTwoDays();
        var said = new ConcurrentLinkedQueue<Said>();
        var over = new AtomicBoolean();
        var hours = List.of(
                Instant.parse("2027-03-02T08:00:00Z"),
                Instant.parse("2027-03-02T08:20:00Z"),
                Instant.parse("2027-03-02T08:40:00Z"),
                Instant.parse("2027-03-04T08:00:00Z"),
                Instant.parse("2027-03-04T08:20:00Z"),
                Instant.parse("2027-03-04T08:40:00Z"));
        var town = new Passerby.Town(List.of(first, second), hours, counter, said);
        var people = people(town);
        try (var witness = Witness.of(jdbc)) {
            try (var pool = Executors.newFixedThreadPool(PEOPLE + 2)) {
                var all = new ArrayList<Future<?>>();
                // Two of them have a second window open.
                for (int window = 0; window < PEOPLE + 2; window++) {
                    var person = people.get(window % PEOPLE);
                    var random = new Random(seed + window);
                    all.add(pool.submit(() -> {
                        while (!over.get()) {
                            person.act(random);
                            Passerby.pause();
                        }
                    }));
                }
                try {
                    after(said, 60);
                    clock("2027-03-01T10:11:00+01:00");
                    after(said, 60);
                    first.kill();
                    after(said, 60);
                    first.startAgain();
                    after(said, 60);
                    clock("2027-03-01T10:30:00+01:00");
                    database.kill();
                    database.startAgain();
                    after(said, 120);
                } finally {
                    over.set(true);
                }
                for (var each : all) each.get();
            }
            var different = new ArrayList<String>();
            for (var person : people) different.addAll(person.differently(new Random(seed)));
            assertThat(different).as("the same key, another answer").isEmpty();
            new Verdict(SERVICE, List.copyOf(said), witness, jdbc, Map.of(counter, 1), false).allTrue();
            assertThat(said)
                    .as("a history in which something happened")
                    .extracting(each -> (Object) each.answer().getClass())
                    .contains(Answer.Booked.class, Answer.Taken.class, Answer.GivenUp.class, Answer.None.class);
        } catch (AssertionError broken) {
            throw new AssertionError("With -Dhistory.seed=" + seed + ": " + broken.getMessage(), broken);
        }
    }

    /// So many answers later, given or not.
    private static void after(ConcurrentLinkedQueue<Said> said, int answers) {
        int before = said.size();
        await().atMost(LONG).until(() -> said.size() >= before + answers);
    }

    private static void clock(String now) {
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> new Demo(second::url).clock(now));
    }

    /// At one counter, one desk, from nine to ten; every other counter of the service is closed.
    private static UUID threePlacesOnTwoDays() {
        var counters = jdbc.sql("select id from offices.counter where service = :service order by id")
                .param("service", SERVICE)
                .query(UUID.class)
                .list();
        for (var day : List.of("2027-03-02", "2027-03-04"))
            jdbc.sql("""
                            insert into agenda.day_hours (counter, on_day, hours, slot_minutes, desks)
                            values (:counter, cast(:day as date), int4range(540, 600), 20, 1)
                            """)
                    .param("counter", counters.getFirst())
                    .param("day", day)
                    .update();
        for (var other : counters.subList(1, counters.size()))
            jdbc.sql("""
                            insert into agenda.counter_closure (counter, valid, why)
                            values (:counter, '[2027-01-01,2028-01-01)', 'test')
                            """).param("counter", other).update();
        return counters.getFirst();
    }

    private static List<Passerby> people(Passerby.Town town) throws IOException {
        var people = new ArrayList<Passerby>();
        for (int n = 0; n < PEOPLE; n++) {
            var person = UUID.randomUUID();
            var session = UUID.randomUUID();
            jdbc.sql("""
                            insert into identity.person (id, given_name, family_name, fiscal_code)
                            values (:id, 'Delegato', 'Prova', :code)
                            """)
                    .param("id", person)
                    .param("code", TaxCodes.next().value())
                    .update();
            logIn(person, session);
            var delegator = new HashMap<>(Map.of(
                    "delegator.given_name", "Anna",
                    "delegator.family_name", "Delegante",
                    "delegator.tax_code", TaxCodes.next().value(),
                    "delegator.born_day", "2",
                    "delegator.born_month", "3",
                    "delegator.born_year", "1941",
                    "delegator.mobile", "33376543%02d".formatted(n),
                    "situation", "signs",
                    "declares.cannot_come", "yes",
                    "declares.no_identity", "yes"));
            delegator.put("own.mobile", "33312345%02d".formatted(n));
            people.add(new Passerby(town, person, session, Map.copyOf(delegator)));
        }
        return people;
    }

    /// As the product itself writes a session after login.
    private static void logIn(UUID person, UUID session) throws IOException {
        jdbc.sql("""
                        insert into web.session (primary_id, session_id, creation_time, last_access_time,
                                                 max_inactive_interval, expiry_time)
                        values (:id, :id, :now, :now, 7200, :now + 7200000)
                        """)
                .param("id", session.toString())
                .param("now", System.currentTimeMillis())
                .update();
        for (var attribute :
                Map.of("person", person.toString(), "assurance", "SUBSTANTIAL").entrySet())
            jdbc.sql("insert into web.session_attributes values (:id, :name, :bytes)")
                    .param("id", session.toString())
                    .param("name", attribute.getKey())
                    .param("bytes", serialised(attribute.getValue()))
                    .update();
    }

    private static byte[] serialised(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(text);
        }
        return bytes.toByteArray();
    }
}

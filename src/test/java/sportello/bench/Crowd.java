package sportello.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import sportello.testing.TaxCodes;

/// People who are logged in, put into the product's tables in bulk: person, session, and for those who only confirm the
/// hour they hold and the answers they typed, just as the product itself would have written them. Person `n`, their
/// session and their hold are found by number.
final class Crowd implements AutoCloseable {

    static final String SERVICE = "delegation-web-meeting";

    private static final String CSRF = UUID.randomUUID().toString();
    private static final int HOURS_A_DESK = 180;

    /// Codici fiscali and answers of nobody: RULES.md, G1.
    private static final String ANSWERS = """
            {"delegator.given_name": "Delegante", "delegator.family_name": "Prova", "delegator.tax_code": "RSSMRA80A01H501U",
             "delegator.born_day": "1", "delegator.born_month": "1", "delegator.born_year": "1980",
             "delegator.mobile": "3331234567", "situation": "signs", "declares.cannot_come": "yes",
             "declares.no_identity": "yes", "contact.mobile": "3337654321",
             "seen.delegator.given_name": "yes", "seen.contact.mobile": "yes"}
            """;

    private final Connection tables;
    private final ProcessHandle database;
    private final int databasePort;
    private final String password;
    private int people;

    private Crowd(Connection tables, ProcessHandle database, int databasePort, String password) {
        this.tables = tables;
        this.database = database;
        this.databasePort = databasePort;
        this.password = password;
    }

    /// At the embedded database of a product that runs on this data folder.
    static Crowd at(Path data) throws IOException, SQLException {
        var note = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"));
        var port = Integer.parseInt(note.get(3).strip());
        var password = Files.readString(data.resolve("keys/database.password")).strip();
        return new Crowd(
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/sportello", "sportello", password),
                ProcessHandle.of(Long.parseLong(note.getFirst().strip())).orElseThrow(),
                port,
                password);
    }

    Connection tables() {
        return tables;
    }

    /// The embedded PostgreSQL, parent of all its processes.
    ProcessHandle database() {
        return database;
    }

    int databasePort() {
        return databasePort;
    }

    String password() {
        return password;
    }

    /// Prints both and fails when either is off.
    void durable() throws SQLException {
        for (var setting : new String[] {"fsync", "synchronous_commit"}) {
            var value = one("select current_setting('" + setting + "')");
            System.out.println(setting + " " + value);
            if (!value.equals("on")) throw new IllegalStateException(setting + " is " + value);
        }
    }

    /// More people who are logged in.
    /// @return the number of the first
    int logIn(int many) throws SQLException {
        int first = people;
        var codes = new String[many];
        for (int n = 0; n < many; n++) codes[n] = TaxCodes.next().value();
        try (var insert = tables.prepareStatement("""
                insert into identity.person (id, given_name, family_name, fiscal_code, mobile, mobile_place)
                select %s, 'Delegato', 'Prova', code, '+3933' || lpad((n / 5)::text, 8, '0'), n %% 5 + 1
                  from unnest(?::text[]) with ordinality as each (code, k), lateral (select ? + k - 1 as n) as numbered
                """.formatted(id("1")))) {
            insert.setArray(1, tables.createArrayOf("text", codes));
            insert.setInt(2, first);
            insert.executeUpdate();
        }
        run("""
                insert into web.session (primary_id, session_id, creation_time, last_access_time, max_inactive_interval,
                                         expiry_time)
                select %s, %1$s, now, now, 7200, now + 7200000
                  from generate_series(%d, %d) as n,
                       (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now) as clock
                """.formatted(id("2"), first, first + many - 1));
        // As Java writes a string: two magic numbers, its length, its letters.
        run("""
                insert into web.session_attributes (session_primary_id, attribute_name, attribute_bytes)
                select %s, name, bytes
                  from generate_series(%d, %d) as n,
                       lateral (values
                         ('person', decode('aced0005740024', 'hex') || convert_to(%s::text, 'UTF8')),
                         ('assurance', decode('aced000574000b', 'hex') || convert_to('SUBSTANTIAL', 'UTF8'))
                       ) as attribute (name, bytes)
                """.formatted(id("2"), first, first + many - 1, id("1")));
        people += many;
        return first;
    }

    /// An hour each, held for a day at a desk and time of its own, and the answers typed.
    void hold(int first, int many) throws SQLException {
        run("""
                insert into agenda.held_slot (id, counter, desk, during, office, service, holder, held_until)
                select %s, c.id, 1000 + n / %d,
                       tstzrange(starts, starts + interval '20 minutes'), c.office, c.service, %s,
                       clock_timestamp() + interval '1 day'
                  from generate_series(%d, %d) as n,
                       lateral (select date_trunc('day', clock_timestamp()) + interval '2 days 8 hours'
                                       + n %% %2$d / 9 * interval '1 day'
                                       + n %% 9 * interval '20 minutes' as starts) as hour,
                       (select id, office, service from offices.counter where service = '%s' order by id limit 1) as c
                """.formatted(id("3"), HOURS_A_DESK, id("1"), first, first + many - 1, SERVICE));
        run("""
                insert into booking.draft (person, principal, service, answers, hold, wanted, saved_at)
                select %s, %1$s, '%s', '%s', %s, null, clock_timestamp() from generate_series(%d, %d) as n
                """.formatted(id("1"), SERVICE, ANSWERS, id("3"), first, first + many - 1));
    }

    /// The answers typed and an office chosen, no hour yet.
    void typed(int first, List<String> offices) throws SQLException {
        try (var insert = tables.prepareStatement("""
                insert into booking.draft (person, principal, service, answers, hold, wanted, saved_at)
                select %s, %1$s, '%s', '%s'::jsonb || jsonb_build_object('place', office), null, null, clock_timestamp()
                  from unnest(?::text[]) with ordinality as each (office, k), lateral (select ? + k - 1 as n) as numbered
                """.formatted(id("1"), SERVICE, ANSWERS))) {
            insert.setArray(1, tables.createArrayOf("text", offices.toArray()));
            insert.setInt(2, first);
            insert.executeUpdate();
        }
    }

    /// What the product would have at hand after a quiet night: statistics, and no page without them.
    void settle() throws SQLException {
        for (var table : new String[] {
            "identity.person", "web.session", "web.session_attributes", "agenda.held_slot", "booking.draft"
        }) run("vacuum (analyze) " + table);
    }

    void run(String sql) throws SQLException {
        try (var statement = tables.createStatement()) {
            statement.execute(sql);
        }
    }

    String one(String sql) throws SQLException {
        try (var statement = tables.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(one(sql));
    }

    /// In SQL, of number `n`: 1 a person, 2 a session, 3 a hold.
    static String id(String kind) {
        return "('0b00000" + kind + "-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid";
    }

    private static String text(int kind, int n) {
        return "0b00000%d-0000-7000-8000-%012d".formatted(kind, n);
    }

    static UUID person(int n) {
        return UUID.fromString(text(1, n));
    }

    static UUID hold(int n) {
        return UUID.fromString(text(3, n));
    }

    static String cookies(int n) {
        var session = Base64.getEncoder().encodeToString(text(2, n).getBytes(StandardCharsets.US_ASCII));
        return "sportello=" + session + "; sportello_csrf=" + CSRF;
    }

    /// As a form sends it: masked with as many bytes as it has, here zeros.
    static String csrf() {
        var token = CSRF.getBytes(StandardCharsets.US_ASCII);
        var masked = new byte[2 * token.length];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }

    static byte[] get(int n, String path) {
        return ("GET " + path + " HTTP/1.1\r\n" + head(n) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// As the page of the line looks again by itself.
    static byte[] look(int n, String path) {
        return ("GET " + path + " HTTP/1.1\r\n" + head(n) + "X-Requested-With: fetch\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(int n, String path, String form) {
        var body = "_csrf=" + csrf() + "&" + form;
        return ("POST " + path + " HTTP/1.1\r\n" + head(n) + "Content-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(int n) {
        return "Host: localhost\r\nUser-Agent: bench\r\nAccept: text/html\r\nAccept-Language: it\r\nCookie: "
                + cookies(n) + "\r\n";
    }

    /// *Conferma* at the foot of the summary.
    static byte[] confirm(int n) {
        return post(
                n,
                "/book/" + SERVICE + "/summary",
                "idempotency_key=" + new UUID(0x0b00000400007000L, 0x8000000000000000L | n) + "&hold=" + hold(n));
    }

    @Override
    public void close() throws SQLException {
        tables.close();
    }
}

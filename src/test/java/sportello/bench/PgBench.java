package sportello.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// Debian's pgbench against the product's own database and tables: the writes of one booking, exactly, as the product's
/// statement, as one plain statement, and as several.
final class PgBench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");
    private static final String NUMBER = """
            \\set n :first + :client_id * :each + :i
            \\set i :i + 1
            """;
    private static final String SLOT = """
            update agenda.held_slot set booked = true, held_until = 'infinity'
             where id = HOLD and service = 'delegation-web-meeting' and holder = PERSON and not booked and not offered
               and held_until > clock_timestamp()
            """;
    private static final String APPOINTMENT = """
            insert into booking.appointment (id, reference, service, counter, office, hold, booked_by, booked_as, principal,
                                             assurance, starts_at, ends_at, matter, booked_at, one_per_person)
            """;
    private static final String VALUES = """
            'pg' || N, 'delegation-web-meeting', s.counter, s.office, s.id, s.holder, 'citizen', s.holder,
            'SUBSTANTIAL', lower(s.during), upper(s.during), 'MATTER', clock_timestamp(), true
            """;
    private static final String ANSWER = """
            insert into booking.answer (asker, key, fingerprint, appointment, at)
            values ('citizen:' || PERSON, KEY, 'FINGERPRINT', APPOINTMENT, clock_timestamp())
            """;
    private static final String AUDIT = """
            insert into audit.entry (act, doer_kind, doer_id, on_behalf_of, subject_kind, subject_id, facts)
            values ('booking.confirmed', 'citizen', PERSON::text, null, 'appointment', APPOINTMENT,
                    '{"service": "delegation-web-meeting", "startsAt": "2027-03-02T08:20:00Z"}')
            """;
    private static final String OUTBOX =
            "insert into booking.follow_up (appointment, about) values (APPOINTMENT, '{}')";
    private static final String DRAFT = """
            delete from booking.draft
             where person = PERSON and principal = PERSON and service = 'delegation-web-meeting'
            """;
    private static final String PRODUCTS = """
            select what, appointment from booking.confirm(
                'citizen:' || PERSON, KEY, 'FINGERPRINT', 'delegation-web-meeting', HOLD, PERSON, PERSON, 'SUBSTANTIAL',
                'pg' || N, 'MATTER', clock_timestamp(), 'citizen', '{}', 'citizen', PERSON::text, null, 'web', true);
            """;
    private static final String ONE = "with s as (" + SLOT + "returning *), a as (" + APPOINTMENT
            + "select APPOINTMENT, " + VALUES + " from s), b as (" + ANSWER + "), c as (" + AUDIT + "), d as (" + OUTBOX
            + "), e as (" + DRAFT + ") select 1;\n";
    private static final String SEVERAL = "begin;\n" + SLOT + ";\n" + APPOINTMENT + "select APPOINTMENT, " + VALUES
            + " from agenda.held_slot as s where s.id = HOLD;\n" + ANSWER + ";\n" + AUDIT + ";\n" + OUTBOX + ";\n"
            + DRAFT
            + ";\ncommit;\n";

    private final Crowd crowd;
    private final int clients;

    PgBench(Crowd crowd, int clients) {
        this.crowd = crowd;
        this.clients = clients;
    }

    /// Says plainly what is missing.
    static void demand() throws IOException, InterruptedException {
        try {
            new ProcessBuilder("pgbench", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new IllegalStateException(
                    "pgbench is missing: on Debian, apt-get install postgresql-contrib", missing);
        }
    }

    /// Transactions a second of the fastest way; prints each.
    double limit(int firstNumber, int eachClient) throws Exception {
        var ways = List.of("the product's statement", "one plain statement", "several statements");
        var scripts = List.of(PRODUCTS, ONE, SEVERAL);
        double best = 0;
        for (int way = 0; way < scripts.size(); way++) {
            int first = firstNumber + way * clients * eachClient;
            double tps = run(scripts.get(way), first, eachClient);
            System.out.printf("pgbench, %-24s %8.0f/s%n", ways.get(way), tps);
            best = Math.max(best, tps);
        }
        return best;
    }

    int rows(int eachClient) {
        return 3 * clients * eachClient;
    }

    private double run(String script, int first, int each) throws Exception {
        var file = Files.createTempFile("bench-booking", ".sql");
        var filled = script.replace("MATTER", matter())
                .replace("FINGERPRINT", "\\x" + "0b".repeat(32))
                .replace("HOLD", id("3"))
                .replace("KEY", id("4"))
                .replace(" APPOINTMENT", " " + id("5"))
                .replace("(APPOINTMENT", "(" + id("5"))
                .replace("PERSON", id("1"))
                .replace("|| N,", "|| :n,");
        Files.writeString(file, NUMBER + flat(filled));
        var command = new ProcessBuilder(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                "" + clients,
                "-j",
                "2",
                "-t",
                "" + each,
                "-D",
                "i=0",
                "-D",
                "first=" + first,
                "-D",
                "each=" + each,
                "-f",
                file.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                "" + crowd.databasePort(),
                "-U",
                "sportello",
                "sportello");
        command.environment().put("PGPASSWORD", crowd.password());
        var process = command.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        Files.delete(file);
        var tps = TPS.matcher(said);
        var failed = FAILED.matcher(said);
        if (process.waitFor() != 0
                || !tps.find()
                || failed.find() && !failed.group(1).equals("0"))
            throw new IllegalStateException("pgbench failed: " + said);
        return Double.parseDouble(tps.group(1));
    }

    /// A statement a line, as pgbench reads them.
    private static String flat(String script) {
        return script.replaceAll("\\s+", " ").replace("; ", ";\n").strip() + "\n";
    }

    private static String id(String kind) {
        return Crowd.id(kind).replace("n::text", ":n::text");
    }

    private static String matter() {
        return "{\"contact.mobile\": \"+393337654321\", \"declares.cannot_come\": \"yes\", \"declares.no_identity\": \"yes\", "
                + "\"delegator.born_on\": \"1980-01-01\", \"delegator.family_name\": \"Prova\", "
                + "\"delegator.given_name\": \"Delegante\", \"delegator.language\": \"it\", "
                + "\"delegator.mobile\": \"+393331234567\", \"delegator.tax_code\": \"RSSMRA80A01H501U\", "
                + "\"situation\": \"signs\"}";
    }
}

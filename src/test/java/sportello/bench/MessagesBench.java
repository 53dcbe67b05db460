package sportello.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import sportello.testing.ManyMessages;
import sportello.testing.SeparateProduct;
import sportello.testing.SmsCentre;

/// `bench messages`: 50,000 SMS from the outbox of a real installation through an SMS centre, both processes of their
/// own, the product killed in the middle and started again.
///
/// `limit_per_s`: the same centre, the same window, a bare client that only submits. `per_s`: between a tenth and a
/// half
/// of the messages, each put together, handed over and settled in durable PostgreSQL. `lost`: numbers that never got
/// theirs. `doubled`: what came twice, never more than `in_flight_at_kill`: what was
/// taken and not settled, of which at most the window was at the centre.
final class MessagesBench {

    private static final int WINDOW = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private MessagesBench() {}

    private record Count(int arrived, int doubled) {}

    /// The centre's process.
    private record Centre(Process process, BufferedReader out, Writer in, int port) implements AutoCloseable {

        static Centre start() throws Exception {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmsCentre.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            var port = out.readLine();
            while (port != null && !port.matches("\\d+")) port = out.readLine();
            if (port == null) throw new IllegalStateException("The SMS centre did not start");
            return new Centre(process, out, in, Integer.parseInt(port));
        }

        Count ask(String what) throws Exception {
            in.write(what + "\n");
            in.flush();
            var line = out.readLine();
            while (line != null && !line.matches("\\d+ \\d+")) line = out.readLine();
            if (line == null) throw new IllegalStateException("The SMS centre is gone");
            var words = line.split(" ");
            return new Count(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    static void run(boolean quick) throws Exception {
        int many = quick ? 6_000 : 50_000;
        var report = new Report("messages");
        var folder = DataFolders.make("messages");
        try (var centre = Centre.start()) {
            limit(centre, many / 5);
            centre.ask("forget");
            var limit = limit(centre, many / 2);
            centre.ask("forget");
            var settings = Map.of(
                    "sportello.demo.enabled", "false",
                    "sportello.media.janus", "off",
                    "sportello.notification.lease", "6s",
                    "sportello.notification.sms.smpp.host", "127.0.0.1",
                    "sportello.notification.sms.smpp.port", Integer.toString(centre.port()),
                    "sportello.notification.sms.smpp.system-id", "sportello",
                    "sportello.notification.sms.smpp.password", SmsCentre.PASSWORD,
                    "sportello.notification.sms.smpp.window", Integer.toString(WINDOW));
            try (var product = SeparateProduct.lasting(folder, Path.of("target", "bench", "messages.log"), settings)) {
                measure(product, centre, many, limit, report);
            }
        }
        report.write();
    }

    private static void measure(SeparateProduct product, Centre centre, int many, double limit, Report report)
            throws Exception {
        double perSecond;
        int inFlight;
        try (var tables = product.tables()) {
            durable(tables, "fsync");
            durable(tables, "synchronous_commit");
            ManyMessages.write(tables, many);
            var tenth = until(centre, many / 10);
            var half = until(centre, many / 2);
            perSecond = (half.count() - tenth.count()) / ((half.at() - tenth.at()) / 1e9);
            report.put("app_rss_mb", rss(product.pid()));
            product.kill();
            inFlight = Math.min(WINDOW, ManyMessages.count(tables, "state = 'QUEUED' and taken_by is not null"));
        }
        product.startAgain();
        try (var tables = product.tables()) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ManyMessages.count(tables, "state = 'QUEUED'") > 0 && System.nanoTime() < deadline)
                Thread.sleep(200);
            var arrived = centre.ask("count");
            report.put("sent", ManyMessages.count(tables, "state in ('HANDED_OVER', 'DELIVERED')"));
            report.put("lost", many - arrived.arrived());
            report.put("doubled", arrived.doubled());
            report.put("in_flight_at_kill", inFlight);
            report.put("per_s", perSecond);
            report.put("limit_per_s", limit);
            report.put("ratio", perSecond / limit);
        }
    }

    private record Moment(int count, long at) {}

    private static Moment until(Centre centre, int arrived) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var count = centre.ask("count").arrived();
            if (count >= arrived) return new Moment(count, System.nanoTime());
            Thread.sleep(10);
        }
        throw new IllegalStateException("Only " + centre.ask("count").arrived() + " of " + arrived + " arrived");
    }

    /// Messages a second of a client that does nothing else.
    private static double limit(Centre centre, int many) throws Exception {
        var session = new SMPPSession();
        session.setQueueCapacity(10_000);
        session.setTransactionTimer(20_000);
        session.connectAndBind(
                "127.0.0.1",
                centre.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        "bare",
                        SmsCentre.PASSWORD,
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""));
        var next = new AtomicInteger();
        var started = System.nanoTime();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < WINDOW; sender++) {
                senders.submit(() -> {
                    for (int n = next.incrementAndGet(); n <= many; n = next.incrementAndGet()) submit(session, n);
                    return null;
                });
            }
        }
        var perSecond = many / ((System.nanoTime() - started) / 1e9);
        int arrived = centre.ask("count").arrived();
        session.unbindAndClose();
        if (arrived != many) throw new IllegalStateException("The bare client got " + arrived + " of " + many + " in");
        return perSecond;
    }

    private static void submit(SMPPSession session, int n) throws Exception {
        session.submitShortMessage(
                "",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Sportello",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                "39333" + (1_000_000 + n),
                new ESMClass(),
                (byte) 0,
                (byte) 1,
                null,
                null,
                new RegisteredDelivery(1),
                (byte) 0,
                new GeneralDataCoding(),
                (byte) 0,
                "La delega e' operativa. Sportello".getBytes(StandardCharsets.US_ASCII));
    }

    private static void durable(Connection tables, String setting) throws Exception {
        try (var ask = tables.prepareStatement("select current_setting(?)")) {
            ask.setString(1, setting);
            try (var answer = ask.executeQuery()) {
                answer.next();
                System.out.println(setting + " " + answer.getString(1));
                if (!answer.getString(1).equals("on")) throw new IllegalStateException(setting + " is off");
            }
        }
    }

    private static double rss(long pid) throws Exception {
        List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        return lines.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

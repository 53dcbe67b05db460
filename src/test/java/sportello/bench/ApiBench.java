package sportello.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import sportello.agenda.Agenda;
import sportello.api.ApiStage;
import sportello.api.ExampleStory;
import sportello.api.ExampleStory.Answer;
import sportello.api.ServedDescription;
import sportello.api.ServedDescription.Described;
import sportello.booking.Bookings;
import sportello.booking.WaitingList;
import sportello.delegation.Register;
import sportello.identity.ContactBook;
import sportello.identity.People;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.offices.Offices;
import sportello.partners.AppGrants;
import sportello.partners.Partners;
import sportello.partners.ProgramTokens;
import sportello.platform.MovableClock;
import sportello.testing.ApiTokens;
import sportello.testing.RunningProduct;

/// `bench api`: the examples of the served description, as a story, again and again, each time by another Bruno, over
/// one kept-alive connection to the running product on its durable PostgreSQL; before each operation `/status` is
/// asked, so that both meet the same moments. The first rounds warm up.
///
/// `…_ratio_to_status`: an operation's 95th percentile by that of `/status`; the worst of them, and the middle one.
/// `ratio_<operation>` is each one's, `p95_ms_<operation>` its time.
final class ApiBench implements ExampleStory.Door, ExampleStory.Look {

    private static final int WARM = 8;
    private static final Map<String, String> NOTHING = Map.of();

    private final RunningProduct product;
    private final Caller caller;
    private final Map<String, List<Double>> times = new TreeMap<>();
    private final List<Double> status = new ArrayList<>();

    private ApiBench(RunningProduct product) throws Exception {
        this.product = product;
        this.caller = new Caller(product.port());
    }

    static void run(boolean quick) throws Exception {
        var report = new Report("api");
        var settings = Map.<String, Object>of(
                "sportello.database.url", "embedded",
                "sportello.media.janus", "off",
                "sportello.data", DataFolders.make("api").toString());
        try (var product = RunningProduct.with(settings)) {
            MeetingBench.durable(product.bean(JdbcClient.class));
            new ApiBench(product).measure(report, quick ? 16 : 400);
        }
        report.write();
    }

    private void measure(Report report, int rounds) throws Exception {
        var yaml = ask("GET", URI.create("/openapi.yaml"), NOTHING, null).body();
        var story = new ExampleStory(new ServedDescription(yaml), this, this);
        var stage = stage();
        stage.set();
        for (int round = -WARM; round < rounds; round++) {
            if (round == 0) forget();
            story.play(stage);
            stage.clear();
            stage.another();
        }
        figures(report);
        caller.close();
    }

    private void forget() {
        times.clear();
        status.clear();
    }

    private void figures(Report report) {
        double base = Report.p95(status);
        var ratios = new LinkedHashMap<String, Double>();
        times.forEach((operation, all) -> ratios.put(operation, Report.p95(all) / base));
        report.put("operations", ratios.size());
        report.put(
                "worst_ratio_to_status",
                ratios.values().stream().max(Double::compare).orElseThrow());
        report.put("median_ratio_to_status", Report.median(List.copyOf(ratios.values())));
        report.put("status_p95_ms", base);
        report.put("calls", times.values().stream().mapToInt(List::size).sum());
        ratios.forEach((operation, ratio) -> report.put("ratio_" + operation, ratio));
        times.forEach((operation, all) -> report.put("p95_ms_" + operation, Report.p95(all)));
    }

    @Override
    public Answer ask(String method, URI target, Map<String, String> headers, @Nullable String body) throws Exception {
        var reply = caller.send(bytes(method, target, headers, body));
        return new Answer(reply.status(), "", reply.body());
    }

    @Override
    public void at(Described operation, Answer answer, long nanos) throws Exception {
        if (answer.status() != Integer.parseInt(operation.success()))
            throw new IllegalStateException(operation.id() + " was answered " + answer.status() + " " + answer.body());
        times.computeIfAbsent(operation.id(), _ -> new ArrayList<>()).add(nanos / 1e6);
        var health = bytes("GET", URI.create("/status"), NOTHING, null);
        var began = System.nanoTime();
        if (caller.send(health).status() != 200) throw new IllegalStateException("The product is not well");
        status.add((System.nanoTime() - began) / 1e6);
    }

    private static byte[] bytes(String method, URI target, Map<String, String> headers, @Nullable String body) {
        var content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body != null && !headers.containsKey("Content-Type")) head.append("Content-Type: application/json\r\n");
        if (!method.equals("GET"))
            head.append("Content-Length: ").append(content.length).append("\r\n");
        var start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        var all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    private ApiStage stage() {
        return new ApiStage(
                product.bean(MovableClock.class),
                product.bean(People.class),
                product.bean(Offices.class),
                product.bean(ContactBook.class),
                product.bean(Agenda.class),
                product.bean(Bookings.class),
                product.bean(WaitingList.class),
                product.bean(Register.class),
                product.bean(Studios.class),
                product.bean(Cassetti.class),
                product.bean(Questions.class),
                new ApiTokens(
                        product.bean(Partners.class), product.bean(AppGrants.class), product.bean(ProgramTokens.class)),
                product.bean(PlatformTransactionManager.class));
    }
}

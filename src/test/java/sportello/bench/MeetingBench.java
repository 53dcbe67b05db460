package sportello.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.journey.Demo;
import sportello.journey.Steps;
import sportello.journey.TaxCodes;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.RunningProduct;

/// `bench meeting`: how long a person waits for the first page, for the others' faces, for a delegation to hold and
/// for a revocation to bite; what a room costs.
///
/// `first_page_fresh_s`: empty data folder; the build is in it when the product was not built yet.
/// `join_to_frame_ms_median`: in the third person's page, from
/// the first peer connection (devices already open, two parties inside) to the first remote frame decoded.
/// `conclude_to_accept_ms_p95`: from granting in the register, as the concluding transaction does, until the delegate
/// has chosen to act and the relying service has shown the other's file, all over HTTP. `revoke_to_refuse_ms_p95`: from
/// sending the official's revocation until the relying service has refused the next click.
final class MeetingBench {

    /// Rounds that warm the product up and are not counted.
    private static final int WARM = 15;

    private static final String WATCH = """
            (() => {
              const Native = window.RTCPeerConnection
              const remote = new Set()
              window.RTCPeerConnection = class extends Native {
                constructor(...a) {
                  super(...a)
                  window.joined ??= performance.now()
                  this.addEventListener('track', event => remote.add(event.track.id))
                }
              }
              const look = () => {
                for (const v of document.querySelectorAll('video')) {
                  const track = v.srcObject?.getVideoTracks?.()[0]
                  if (!track || !remote.has(track.id) || v.watched) continue
                  v.watched = true
                  v.requestVideoFrameCallback(() => { window.shown ??= performance.now() })
                }
                requestAnimationFrame(look)
              }
              requestAnimationFrame(look)
            })()
            """;

    private MeetingBench() {}

    static void run(boolean quick) throws Exception {
        var report = new Report("meeting");
        var data = DataFolders.make("meeting");
        try (var first = LaunchedProduct.start(data)) {
            report.put("first_page_fresh_s", first.firstPageSeconds());
        }
        try (var product = LaunchedProduct.start(data)) {
            report.put("first_page_restart_s", product.firstPageSeconds());
            room(product, report, quick ? 5 : 10, quick ? 5 : 20);
        }
        delegation(report, quick ? 10 : 40);
        report.write();
    }

    private static void room(LaunchedProduct product, Report report, int joins, int seconds) throws Exception {
        var demo = new Demo(product::url);
        var steps = new Steps(product::url);
        demo.clock("2027-03-01T10:00:00+01:00");
        try (var carlas = Browser.with(FakeCamera.red());
                var brunos = Browser.with(FakeCamera.green());
                var annas = Browser.with(FakeCamera.blue())) {
            var bruno = brunos.window(390, 844);
            var anna = annas.window(1280, 800);
            var carla = carlas.window(1280, 900);
            steps.logIn(bruno, "Bruno");
            steps.book(bruno, "martedì 2", "9:20");
            var brunosSms = demo.sms(Steps.BRUNO_MOBILE, null);
            var annasSms = demo.sms(Steps.ANNA_MOBILE, null);
            demo.clock("2027-03-02T09:10:00+01:00");
            bruno.navigate(product.url("/home"));
            bruno.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entra nella stanza"))
                    .first()
                    .click();
            steps.enter(bruno, brunosSms.code());
            steps.accept(bruno);
            anna.addInitScript(WATCH);
            anna.navigate(annasSms.link());
            steps.enter(anna, annasSms.code());
            steps.accept(anna);
            steps.logIn(carla, "Carla");
            carla.navigate(product.url("/office"));
            steps.button(carla, "Apri la sessione").click();
            steps.button(carla, "Fai entrare: Bruno").click();
            steps.button(carla, "Fai entrare: Anna").click();
            var times = new ArrayList<Double>();
            for (int i = 0; i <= joins; i++) {
                if (i > 0) anna.reload();
                var took = firstFrame(anna);
                if (i > 0) times.add(took);
            }
            report.put("join_to_frame_ms_median", Report.median(times));
            cost(product, report, seconds);
        }
    }

    private static double firstFrame(Page page) throws InterruptedException {
        for (int tries = 0; tries < 400; tries++) {
            try {
                if (page.evaluate("() => window.shown ? window.shown - window.joined : null") instanceof Number took)
                    return took.doubleValue();
            } catch (PlaywrightException movingOn) {
                Thread.onSpinWait();
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("No remote picture in twenty seconds");
    }

    private static void cost(LaunchedProduct product, Report report, int seconds) throws Exception {
        var app = new ProcessFigures(product.jvm());
        var janus = new ProcessFigures(product.janus().orElseThrow());
        app.begin();
        janus.begin();
        Thread.sleep(seconds * 1000L);
        report.put("app_core_pct", app.corePercent());
        report.put("janus_core_pct", janus.corePercent());
        report.put("app_rss_mb", app.residentMb());
        report.put("janus_rss_mb", janus.residentMb());
    }

    private static void delegation(Report report, int rounds) throws Exception {
        var settings = Map.<String, Object>of(
                "sportello.database.url", "embedded",
                "sportello.media.janus", "off",
                "sportello.data", DataFolders.make("delegation").toString());
        try (var product = RunningProduct.with(settings);
                var browser = Browser.open()) {
            durable(product.bean(JdbcClient.class));
            var steps = new Steps(product::url);
            var demo = new Demo(product::url);
            var bruno = browser.window(1280, 900);
            var carla = browser.window(1280, 900);
            steps.logIn(bruno, "Bruno");
            steps.logIn(carla, "Carla");
            var accepted = new ArrayList<Double>();
            var refused = new ArrayList<Double>();
            var file = java.net
                    .URI
                    .create(demo.address("relyingService"))
                    .resolve("/fascicolo")
                    .toString();
            var his = new Clicks(bruno, product::url);
            var hers = new Clicks(carla, product::url);
            his.token("/capacity");
            hers.token("/office/delegations");
            for (int i = 0; i < WARM + rounds; i++) {
                var started = System.nanoTime();
                var id = grant(product);
                his.post("/capacity", Map.of("capacity", "delegation:" + id));
                if (!his.read(file + "/login").contains("Fascicolo di Anna"))
                    throw new IllegalStateException("not accepted");
                if (i >= WARM) accepted.add((System.nanoTime() - started) / 1e6);
                started = System.nanoTime();
                hers.post("/office/delegations/" + id + "/endings", Map.of());
                if (his.read(file).contains("Fascicolo di Anna")) throw new IllegalStateException("not refused");
                if (i >= WARM) refused.add((System.nanoTime() - started) / 1e6);
            }
            report.put("conclude_to_accept_ms_p95", Report.p95(accepted));
            report.put("revoke_to_refuse_ms_p95", Report.p95(refused));
        }
    }

    private static java.util.UUID grant(RunningProduct product) {
        var people = product.bean(People.class);
        var bruno = people.withFiscalCode(new FiscalCode("DLGBRN71E14A944W")).orElseThrow();
        var system = new Actor.System("bench");
        var anna = people.identified(
                "Anna",
                "Delegante",
                new FiscalCode(TaxCodes.ANNA),
                null,
                new Contacts(Steps.ANNA_MOBILE, null, "it"),
                system.doer());
        var outcome = product.bean(Register.class).grant(anna.id(), bruno.id(), null, null, system);
        if (outcome instanceof Register.GrantOutcome.Granted(var delegation)) return delegation.id();
        throw new IllegalStateException(outcome.toString());
    }

    /// Rule of the contract: a figure taken without them counts for nothing.
    static void durable(JdbcClient jdbc) {
        for (var setting : List.of("fsync", "synchronous_commit")) {
            var value = jdbc.sql("select current_setting('" + setting + "')")
                    .query(String.class)
                    .single();
            System.out.println(setting + " " + value);
            if (!value.equals("on")) throw new IllegalStateException(setting + " is " + value);
        }
    }
}

package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sportello.audit.Doer;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.partners.AppGrants;
import sportello.partners.Partners;
import sportello.partners.ProgramTokens;
import sportello.partners.Scope;
import sportello.platform.MovableClock;
import sportello.testing.ApiTokens;
import sportello.testing.RunningProduct;
import sportello.testing.TaxCodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Machines at the API over real HTTP: the telephone that answers by itself, a municipality, a Cassetto's own system.
class ProgramsTest {

    private static final String SERVICE = "partner-test";
    private static final LocalDate BORN = LocalDate.of(1971, 5, 14);
    private static final String NINE = "2027-03-02T08:00:00Z";
    private static final String TEN = "2027-03-02T09:00:00Z";

    private static RunningProduct product;
    private static ApiTokens tokens;
    private static UUID office;

    private final HttpClient http = HttpClient.newHttpClient();

    record Answer(int status, JsonNode body, HttpResponse<String> whole) {}

    @BeforeAll
    static void start() {
        product = RunningProduct.with(
                Map.of("sportello.media.janus", "off", "sportello.offices.demonstration-services", "true"));
        product.bean(MovableClock.class).moveTo(Instant.parse("2027-03-01T08:00:00Z"));
        tokens = new ApiTokens(
                product.bean(Partners.class), product.bean(AppGrants.class), product.bean(ProgramTokens.class));
        var offices = product.bean(Offices.class);
        office = offices.open(new Office(
                        UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false))
                .id();
        offices.openCounter(office, SERVICE, 5);
        offices.openCounter(office, Services.DELEGATION, 1);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void theAutomaticTelephoneBooksWhatAllowsItAndSaysWhyItMayNotBookTheDelegation() throws Exception {
        var ivr = tokens.machine(Channel.IVR);
        var bruno = tokens.of(ivr, TaxCodes.next(), BORN, "me");
        assertThat(booked(bruno, NINE).path("service").asString()).isEqualTo(SERVICE);

        for (var language : List.of("it", "en", "de")) {
            var refused = post("/api/v1/holds", bruno, wanted(Services.DELEGATION, "2027-03-02T08:20:00Z"), language);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("type").asString()).isEqualTo("urn:sportello:problem:not-allowed");
            assertThat(refused.body().path("reason").asString()).isEqualTo("refusal.channel");
            assertThat(refused.body().path("detail").asString())
                    .as(language)
                    .contains(
                            switch (language) {
                                case "it" -> "operatore";
                                case "en" -> "agent";
                                default -> "Leitung";
                            });
        }
    }

    /// The demonstration has a service of its own for it, open in Bologna.
    @Test
    void inADemonstrationTheAutomaticTelephoneHasSomethingToBook() throws Exception {
        var bruno = tokens.of(tokens.machine(Channel.IVR), TaxCodes.next(), BORN, "me");
        var held = post("/api/v1/holds", bruno, wanted("pension-talk", "2027-03-03T08:15:00Z", null), "it");
        assertThat(held.status()).as(held.whole().body()).isEqualTo(201);
        var booked = change(
                "/api/v1/appointments",
                bruno,
                "{\"hold_id\": \"%s\", \"service\": \"pension-talk\", \"stated\": {}}"
                        .formatted(held.body().path("hold_id").asString()));
        assertThat(booked.status()).as(booked.whole().body()).isEqualTo(201);
        assertThat(booked.body().path("service").asString()).isEqualTo("pension-talk");
    }

    @Test
    void aMunicipalityBooksReadsMovesAndCancelsWhatItBookedAndNothingElse() throws Exception {
        var one = tokens.machine(Channel.API);
        var other = tokens.machine(Channel.API);
        var code = TaxCodes.next();
        var bruno = tokens.of(one, code, BORN, "me");
        var brunoElsewhere = tokens.of(other, code, BORN, "me");
        var appointment = booked(bruno, NINE).path("appointment_id").asString();
        var path = "/api/v1/appointments/" + appointment;

        assertThat(get(path, brunoElsewhere).status()).isEqualTo(404);
        assertThat(get("/api/v1/appointments", brunoElsewhere)
                        .body()
                        .path("items")
                        .size())
                .isZero();
        assertThat(change(path + "/moves", brunoElsewhere, "{\"starts_at\": \"" + TEN + "\"}")
                        .status())
                .isEqualTo(404);
        assertThat(change(path + "/cancellation", brunoElsewhere, "").status()).isEqualTo(404);

        var itself = tokens.person(
                product.bean(People.class).withFiscalCode(code).orElseThrow().id());
        assertThat(get(path, itself).status()).as("Bruno's own app").isEqualTo(200);
        var onItsOwn = get(path, tokens.of(one));
        assertThat(onItsOwn.status()).isEqualTo(403);
        assertThat(onItsOwn.body().path("reason").asString()).isEqualTo("person-needed");

        assertThat(get(path, bruno).body().path("starts_at").asString()).isEqualTo(NINE);
        assertThat(change(path + "/moves", bruno, "{\"starts_at\": \"" + TEN + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(change(path + "/cancellation", bruno, "").status()).isEqualTo(200);
    }

    @Test
    void aProgramThatCameForNobodySeesWhatIsOfferedAndTakesNothing() throws Exception {
        var alone = tokens.of(tokens.machine(Channel.API, EnumSet.of(Scope.SERVICES_READ), 1_000));
        var services = get("/api/v1/services", alone).body().path("items");
        assertThat(services.values())
                .extracting(one -> one.path("service").asString())
                .contains(SERVICE, Services.DELEGATION);
        assertThat(services.values()).noneMatch(one -> one.has("bookable"));
        var here = "/api/v1/services/" + SERVICE;
        assertThat(get(here, alone).status()).isEqualTo(200);
        assertThat(get(here + "/offices", alone).body().path("items").size()).isEqualTo(1);
        for (var path : List.of("/days", "/slots?day=2027-03-02", "/first-free-slot?office_id=" + office))
            assertThat(get(here + path, alone).status()).as(path).isEqualTo(200);

        var booking = tokens.of(tokens.machine(Channel.API));
        assertThat(post("/api/v1/holds", alone, wanted(SERVICE, NINE), "it").status())
                .isEqualTo(403);
        assertThat(post("/api/v1/holds", booking, wanted(SERVICE, NINE), "it")
                        .body()
                        .path("reason")
                        .asString())
                .isEqualTo("person-needed");
    }

    @Test
    void whatAPersonBookedByThemselvesIsNoMachinesToSee() throws Exception {
        var code = TaxCodes.next();
        var person = product.bean(People.class)
                .identified("Bruno", "Delegato", code, BORN, new Contacts(null, null, "it"), Doer.system("test"));
        var mine =
                booked(tokens.person(person.id()), NINE).path("appointment_id").asString();
        var machine = tokens.of(tokens.machine(Channel.API), code, BORN, "me");
        assertThat(get("/api/v1/appointments/" + mine, machine).status()).isEqualTo(404);
        assertThat(get("/api/v1/delegations", machine).status()).isEqualTo(403);
    }

    /// Rule C3: the machine stands for the member, and the mandate is asked for as at every door.
    @Test
    void aCassettosSystemNeverGetsPastTheMandate() throws Exception {
        var dario = product.bean(People.class)
                .identified(
                        "Dario",
                        "Intermediario",
                        TaxCodes.next(),
                        BORN,
                        new Contacts(null, null, "it"),
                        Doer.system("test"));
        var studios = product.bean(Studios.class);
        var studio = studios.open("Studio di prova", TaxCodes.next().value());
        studios.enrol(studio.id(), dario.id(), Set.of(Cassetto.COMPANIES));
        var cassetti = product.bean(Cassetti.class);
        var firm = cassetti.register(
                Cassetto.COMPANIES,
                "0000081999",
                "Officina di prova",
                TaxCodes.next().value(),
                office);
        var cassetto = tokens.machine(Channel.API);
        var member = tokens.of(cassetto, code(dario), BORN, "studio");
        var citizen = tokens.of(cassetto, code(dario), BORN, "me");
        var wanted = wanted("consultancy-companies", NINE, null);

        assertThat(post("/api/v1/holds", citizen, wanted, "it")
                        .body()
                        .path("reason")
                        .asString())
                .isEqualTo("intermediaries.refused.not_intermediary");
        var held = post("/api/v1/holds", member, wanted, "it");
        assertThat(held.status()).as(held.whole().body()).isEqualTo(201);
        var body =
                "{\"hold_id\": \"%s\", \"service\": \"consultancy-companies\", \"stated\": {\"position_id\": \"%s\"}}"
                        .formatted(
                                held.body().path("hold_id").asString(),
                                firm.id().value());
        var refused = change("/api/v1/appointments", member, body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("reason").asString()).isEqualTo("intermediaries.refused.position_unknown");

        cassetti.give(firm.id(), studio.id(), LocalDate.of(2027, 3, 1), null, new Actor.System("test"));
        assertThat(change("/api/v1/appointments", member, body)
                        .body()
                        .path("type")
                        .asString())
                .as("with a mandate it is the questions that are missing")
                .isEqualTo("urn:sportello:problem:invalid");
        studios.enrol(studio.id(), dario.id(), Set.of(Cassetto.DOMESTIC_WORK));
        assertThat(post("/api/v1/holds", member, wanted, "it")
                        .body()
                        .path("reason")
                        .asString())
                .as("no longer enabled for this Cassetto")
                .isEqualTo("intermediaries.refused.not_enabled");
        studios.enrol(studio.id(), dario.id(), Set.of());
        assertThat(get("/api/v1/appointments", member).body().path("reason").asString())
                .as("for none any more")
                .isEqualTo("capacity-ended");
    }

    /// Some of these the web server refuses before anybody else sees them.
    @Test
    void anAddressThatCannotBeReadIsAProblemToo() throws Exception {
        for (var odd : List.of("/api/v1%2Fservices", "/api/v1/x%5Cy", "/api/v1/%zz", "/api/v1/a%00b"))
            assertThat(bare("GET " + odd))
                    .as(odd)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "urn:sportello:problem:not-understood", "\"reference\"")
                    .doesNotContainIgnoringCase("tomcat");
        for (var odd : List.of("/%zz", "/api/v1/not|even|a|path"))
            assertThat(bare("GET " + odd)).startsWith("HTTP/1.1 400").contains("Non abbiamo capito la richiesta");
        assertThat(bare("TRACE /api/v1/services")).startsWith("HTTP/1.1 405").contains("Allow:");
    }

    private static String bare(String line) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), product.port())) {
            var request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
        var machine = tokens.machine(Channel.API, EnumSet.of(Scope.WEBHOOKS_MANAGE), 2);
        var token = tokens.of(machine);
        Answer last;
        do last = get("/api/v1/events", token);
        while (last.status() == 200);
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.body().path("type").asString()).isEqualTo("urn:sportello:problem:too-many");
        assertThat(last.whole().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whatHappensIsToldAndToldAgainWhenAskedTo() throws Exception {
        var told = new CopyOnWriteArrayList<JsonNode>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            told.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            var machine = tokens.machine(Channel.API);
            var itself = tokens.of(machine);
            var address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/told";
            var body = "{\"address\": \"%s\", \"kinds\": [\"booked\", \"given-up\"]}".formatted(address);
            var registered = post("/api/v1/webhooks", itself, body, "it");
            assertThat(registered.status()).isEqualTo(201);
            assertThat(registered.body().path("secret").asString()).startsWith("whsec_");
            assertThat(post("/api/v1/webhooks", itself, body, "it").status()).isEqualTo(409);
            assertThat(post("/api/v1/webhooks", itself, body.replace("http://127.0.0.1", "https://10.0.0.1"), "en")
                            .body()
                            .at("/errors/0/detail")
                            .asString())
                    .isEqualTo("It is not a public address.");

            var bruno = tokens.of(machine, TaxCodes.next(), BORN, "me");
            var appointment = booked(bruno, NINE).path("appointment_id").asString();
            change("/api/v1/appointments/" + appointment + "/cancellation", bruno, "");
            await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == 2);
            assertThat(told).extracting(one -> one.path("kind").asString()).containsExactly("booked", "given-up");

            var path =
                    "/api/v1/webhooks/" + registered.body().path("webhook_id").asString();
            assertThat(get(path, tokens.of(tokens.machine(Channel.API))).status())
                    .isEqualTo(404);
            var events = await().atMost(Duration.ofSeconds(60))
                    .until(() -> get("/api/v1/events", itself).body().path("items"), found -> found.size() == 2);
            var after =
                    "{\"after_event_id\": \"" + events.path(0).path("event_id").asString() + "\"}";
            assertThat(post(path + "/replays", itself, after, "it")
                            .body()
                            .path("events")
                            .asInt())
                    .isEqualTo(1);
            await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == 3);
            assertThat(told.getLast()).isEqualTo(told.get(1));
        } finally {
            receiver.stop(0);
        }
    }

    private static FiscalCode code(sportello.identity.Person person) {
        return person.taxCode().orElseThrow();
    }

    private JsonNode booked(String token, String hour) throws Exception {
        var held = post("/api/v1/holds", token, wanted(SERVICE, hour), "it");
        assertThat(held.status()).as(held.whole().body()).isEqualTo(201);
        var booked = change(
                "/api/v1/appointments",
                token,
                "{\"hold_id\": \"%s\", \"service\": \"%s\", \"stated\": {}}"
                        .formatted(held.body().path("hold_id").asString(), SERVICE));
        assertThat(booked.status()).as(booked.whole().body()).isEqualTo(201);
        return booked.body();
    }

    private static String wanted(String service, String hour) {
        return wanted(service, hour, office);
    }

    private static String wanted(String service, String hour, @org.jspecify.annotations.Nullable UUID where) {
        return "{\"service\": \"%s\", \"starts_at\": \"%s\"%s}"
                .formatted(service, hour, where == null ? "" : ", \"office_id\": \"" + where + "\"");
    }

    private Answer get(String path, String token) throws Exception {
        return send(request(path, token).GET());
    }

    private Answer post(String path, String token, String body, String language) throws Exception {
        return send(request(path, token)
                .header("Accept-Language", language)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /// What takes a key or a version has both.
    private Answer change(String path, String token, String body) throws Exception {
        var request = request(path, token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", version(path, token))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        return send(request);
    }

    private String version(String path, String token) throws Exception {
        if (path.equals("/api/v1/appointments")) return "\"0\"";
        return get(path.substring(0, path.lastIndexOf('/')), token)
                .whole()
                .headers()
                .firstValue("ETag")
                .orElse("\"0\"");
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(product.url(path))).header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        var body = answer.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(answer.body());
        return new Answer(answer.statusCode(), body, answer);
    }
}

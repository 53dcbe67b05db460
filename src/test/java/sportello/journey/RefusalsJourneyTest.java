package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.audit.Doer;
import sportello.delegation.Register;
import sportello.delegation.Register.GrantOutcome;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.journey.Visitor.Page;
import sportello.offices.Offices;
import sportello.platform.ProductClock;
import sportello.platform.Words;
import sportello.testing.RunningProduct;

/// What the product says no to, each at its own door, over real HTTP: calmly, saying what to do, telling nothing to who
/// has no business there.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalsJourneyTest {

    private static final String SERVICE = "/book/delegation-web-meeting";
    private static final UUID BOLOGNA = UUID.fromString("0197f000-0000-7000-8000-000000000001");
    private static final UUID MODENA = UUID.fromString("0197f000-0000-7000-8000-000000000002");
    private static final Pattern APPOINTMENT = Pattern.compile("/appointments/([0-9a-f-]{36})");
    private static final Pattern ROOM = Pattern.compile("/rooms/([0-9A-Z]{8})");
    private static final Pattern CASE = Pattern.compile("/office/cases/([0-9a-f-]{36})");

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final int HUGE = 200_000_000;

    private static final FiscalCode DARIOS = sportello.testing.TaxCodes.next();

    private static RunningProduct product;
    private static Demo demo;

    /// Who opened the nine o'clock of 4 March.
    private static Visitor opener;

    @BeforeAll
    static void open() {
        product = RunningProduct.withMedia();
        demo = new Demo(product::url);
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @BeforeEach
    void monday() {
        demo.clock("2027-03-01T10:00:00+01:00");
    }

    @Test
    @Order(1)
    void aSlotTakenMeanwhileLeadsToTheNearestWithNothingTypedAgain() {
        var bruno = italian().logIn("bruno");
        var summary = upToSummary(bruno, "2027-03-04T08:00:00Z", "333 1000001", sportello.testing.TaxCodes.next());
        demo.clock("2027-03-01T10:15:00+01:00");
        var dario = italian().logIn("dario");
        confirm(dario, upToSummary(dario, "2027-03-04T08:00:00Z", "333 1000002", DARIOS));

        var gone = confirm(bruno, summary);
        gone.is(200).shows("Scegli giorno e ora").says("9:00").says("9:20");
        var nearest = gone.html().selectFirst("[role=alert] form button[name=hour]");
        assertThat(nearest).isNotNull();
        assertThat(nearest.attr("value")).isEqualTo("2027-03-04T08:20:00Z");
        var again = bruno.send(gone, nearest.closest("form"), Map.of("hour", nearest.attr("value")));
        again.shows("Controlla e conferma").says("Anna Delegante").says("333 100 0001");
        confirm(bruno, again).shows("Appuntamento confermato").says("9:20");
    }

    @Test
    @Order(1)
    void whoseWholeDayIsGoneSeesTheNextDayWithHours() {
        var giulia = italian().logIn("giulia");
        choose(giulia, "2027-03-23T09:00:00Z");
        demo.clock("2027-03-01T10:15:00+01:00");
        var agenda = product.bean(Agenda.class);
        var now = product.bean(ProductClock.class).instant();
        var search = Search.anywhere("delegation-web-meeting");
        var taken = new ArrayList<Holding>();
        for (var slot : agenda.day(search, LocalDate.of(2027, 3, 23), Side.PUBLIC, now))
            for (int desk = 0; desk < slot.free(); desk++)
                taken.add(agenda.hold(search, slot.startsAt(), new PersonId(UUID.randomUUID()), Side.PUBLIC, now));
        assertThat(taken).isNotEmpty().allSatisfy(one -> assertThat(one).isInstanceOf(Holding.Held.class));

        var page = giulia.get(SERVICE + "/hour?gone").is(200);
        assertThat(page.html().selectFirst("input[name=day][value=2027-03-23]").hasAttr("disabled"))
                .isTrue();
        assertThat(page.html().selectFirst("input[name=day][checked]").attr("value"))
                .isEqualTo("2027-03-02");
        assertThat(page.html().select("input[name=hour]")).isNotEmpty();
    }

    @Test
    @Order(2)
    void twoClicksOnConfirmAreOneAppointment() throws Exception {
        var elena = italian().logIn("elena");
        var summary = upToSummary(elena, "2027-03-04T08:40:00Z", "333 1000003", sportello.testing.TaxCodes.next());
        var clicks = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = List.of(
                    threads.submit(() -> {
                        clicks.await();
                        return confirm(elena, summary);
                    }),
                    threads.submit(() -> {
                        clicks.await();
                        return confirm(elena, summary);
                    }));
            for (var one : both) one.get().is(200).shows("Appuntamento confermato");
            assertThat(both.get(0).get().at()).isEqualTo(both.get(1).get().at());
        }
        assertThat(all(APPOINTMENT, elena.get("/home").body())).hasSize(1);
    }

    @Test
    @Order(3)
    void onesOwnCodiceFiscaleIsNotSomebodyElses() {
        var fabio = italian().logIn("fabio");
        var page = choose(fabio, "2027-03-04T09:00:00Z");
        var answer = fabio.send(page, "/delegator", delegator(new FiscalCode("PRTFBA90S23A944L")));
        answer.shows("Chi ti delega?").says("Questo è il tuo codice fiscale");
        assertThat(answer.html().selectFirst("[name='delegator.given_name']").attr("value"))
                .isEqualTo("Anna");
    }

    @Test
    @Order(4)
    void whoHasThreeDelegationsIsToldBeforeTypingAnything() {
        var giulia = person("CCGGLI84B58A944R");
        for (int n = 0; n < 3; n++) granted(stranger(), giulia);
        refused(granting(stranger(), giulia), "Il delegato ha già 3 deleghe");
        var visitor = italian().logIn("giulia");
        var page = visitor.get("/book");
        visitor.send(page, "/book", Map.of("service", "delegation-web-meeting"))
                .is(422)
                .says("Hai già 3 deleghe")
                .says("Deleghe");
    }

    /// Rule G14.
    @Test
    @Order(5)
    void bookingSaysNothingOfADelegateTheDelegatorHas() {
        var taken = stranger();
        granted(taken, person("PRTFBA90S23A944L"));
        refused(granting(taken, person("RVSVIO62P09A944O")), "Chi delega ha già un delegato");
        var free = sportello.testing.TaxCodes.next();
        var carla = italian().logIn("carla");
        var ivo = italian().logIn("ivo");
        var one = pagesOfBooking(carla, "2027-03-09T08:00:00Z", taken.taxCode().orElseThrow());
        var other = pagesOfBooking(ivo, "2027-03-09T08:20:00Z", free);
        assertThat(one).isEqualTo(other);

        var elena = italian().logIn("elena", "/office?day=2027-03-09");
        var rows = all(CASE, elena.get("/office?day=2027-03-09").body());
        var told = rows.stream()
                .map(id -> elena.get("/office/cases/" + id + "/room").html().text())
                .filter(text -> text.contains("Il delegante ha già un delegato"))
                .count();
        assertThat(rows).hasSize(2);
        assertThat(told).as("only the official sees it, of that one").isEqualTo(1);
        giveUp(carla);
        giveUp(ivo);
    }

    @Test
    @Order(20)
    void aCodeOpensOneDoorInItsTimeInOneBrowser() {
        var fabio = italian().logIn("fabio");
        var mobile = "333 1000006";
        confirm(fabio, upToSummary(fabio, "2027-03-09T09:00:00Z", mobile, sportello.testing.TaxCodes.next()));
        var sms = demo.sms("+393331000006", null);
        var room = "/rooms/" + roomOf(fabio);
        var dario = italian().logIn("dario");
        var another = demo.sms("+393331000002", null).code();

        fabio.get(room).shows("È ancora presto").says("9:30");
        assertThat(fabio.get(room).html().select("form[action$='/code']")).isEmpty();

        demo.clock("2027-03-09T09:40:00+01:00");
        var asked = fabio.get(room).shows("Scrivi il codice per entrare");
        if (!another.equals(sms.code())) type(fabio, asked, another).is(422).says("Puoi provare ancora 4 volte");
        else type(fabio, asked, wrong(sms.code())).is(422);
        for (int left = 3; left > 0; left--)
            type(fabio, asked, wrong(sms.code())).is(422);
        type(fabio, asked, wrong(sms.code()))
                .is(422)
                .says("Troppi codici sbagliati")
                .says("9:55");
        type(fabio, asked, sms.code()).is(422).says("Troppi codici sbagliati");
        demo.clock("2027-03-09T09:56:00+01:00");

        fabio.send(fabio.get(room), "/new-codes", Map.of()).says("Abbiamo mandato un nuovo codice");
        var fresh = demo.sms("+393331000006", sms);
        assertThat(fresh.code()).isNotEqualTo(sms.code());
        type(fabio, fabio.get(room), sms.code()).is(422).says("Il codice non è giusto");
        type(fabio, fabio.get(room), fresh.code()).is(200).shows("La videochiamata è registrata");

        var elsewhere = italian().logIn("fabio");
        type(elsewhere, elsewhere.get(room), fresh.code()).is(422).says("già stato usato su un altro");
        italian().logIn("dario").get(room).is(404);
        assertThat(dario.post(room + "/code", Map.of("code", fresh.code())).status())
                .isEqualTo(404);

        demo.clock("2027-03-09T10:00:00+01:00");
        var elena = italian().logIn("elena", "/office");
        var id = first(CASE, caseRow(elena.get("/office"), "10:00"));
        elena.send(elena.get("/office/cases/" + id + "/room"), "/room-openings", Map.of())
                .is(200);
        demo.clock("2027-03-09T10:11:00+01:00");
        var late = italian().logIn("fabio");
        await().untilAsserted(() -> assertThat(late.get(room).html().select("form[action$='/code']"))
                .isEmpty());
        late.get(room).shows("L'appuntamento non vale più");
        assertThat(late.post(room + "/code", Map.of("code", fresh.code())).h1()).doesNotContain("registrata");
    }

    @Test
    @Order(7)
    void whoRefusesTheRecordingIsToldTheOtherWaysAndLedNoFurther() {
        demo.clock("2027-03-04T09:05:00+01:00");
        var bruno = inside(italian().logIn("bruno"), "+393331000001");
        bruno.send(bruno.get("/rooms/" + roomOf(bruno)), "/refusals", Map.of())
                .shows("Senza registrazione")
                .says("AA09")
                .says("AA11");
        bruno.get("/rooms/" + roomOf(bruno)).shows("Senza registrazione");

        var elena = italian().logIn("elena", "/office");
        var desk = elena.get("/office");
        var id = first(CASE, caseRow(desk, "9:20"));
        var room = elena.send(elena.get("/office/cases/" + id + "/room"), "/room-openings", Map.of());
        room.is(200).says("non accetta");
        var admission = room.html().select("form[action$='/admissions']");
        if (!admission.isEmpty()) elena.send(room, admission.first(), Map.of()).is(422);
        bruno.get("/rooms/" + roomOf(bruno)).shows("Senza registrazione");
    }

    @Test
    @Order(8)
    void ofTwoOfficialsOneOpensTheRoom() throws Exception {
        demo.clock("2027-03-04T08:50:00+01:00");
        var carla = italian().logIn("carla", "/office");
        var elena = italian().logIn("elena", "/office");
        var id = first(CASE, caseRow(carla.get("/office"), "9:00"));
        var where = "/office/cases/" + id + "/room";
        var carlas = carla.get(where);
        var elenas = elena.get(where);
        var clicks = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> {
                clicks.await();
                return carla.send(carlas, "/room-openings", Map.of());
            });
            var other = threads.submit(() -> {
                clicks.await();
                return elena.send(elenas, "/room-openings", Map.of());
            });
            assertThat(List.of(one.get().status(), other.get().status())).containsExactlyInAnyOrder(200, 422);
            opener = one.get().status() == 200 ? carla : elena;
            var refused = one.get().status() == 422 ? one.get() : other.get();
            refused.says("Questa sessione l'ha aperta un'altra persona dell'ufficio.");
        }
    }

    /// The room Dario's papers go to was opened just now: executables under another name, nothing at all, far too much.
    @Test
    @Order(9)
    void filesThatAreNotPapersAreRefusedClearly() throws Exception {
        demo.clock("2027-03-04T08:50:00+01:00");
        var dario = inside(italian().logIn("dario"), "+393331000002");
        var ref = roomOf(dario);
        dario.send(dario.get("/rooms/" + ref), "/acknowledgements", Map.of()).shows("Sei in sala d'attesa");
        var id = first(CASE, caseRow(opener.get("/office"), "9:00"));
        var panel = opener.get("/office/cases/" + id + "/room");
        panel = opener.send(panel, "/admissions", Map.of());
        panel.is(200);
        panel = opener.post("/office/cases/" + id + "/paper-requests", Map.of("paper", "delegate-identity"));
        panel.is(200);
        var papers = "/rooms/" + ref + "/papers";
        dario.get(papers).says("Tocca a te");

        upload(dario, papers, "foto.jpg", new byte[] {'M', 'Z', 0, 3, 0, 0, 0, 4, 0, 0})
                .is(422)
                .says("non va bene");
        upload(dario, papers, "foto.png", "#!/bin/sh\nrm -rf /\n".getBytes(StandardCharsets.US_ASCII))
                .is(422)
                .says("non va bene");
        upload(dario, papers, "foto.pdf", new byte[0]).is(422).says("vuoto");
        upload(dario, papers, "grande.jpg", new byte[15_500_000]).is(422);

        var before = held();
        var answer = uploadHuge(dario, papers);
        assertThat(answer).contains(" 413 ");
        await().untilAsserted(() -> assertThat(held() - before).isLessThan(20_000_000));
        dario.get(papers).says("Tocca a te");
        upload(dario, papers, "documento.png", Base64.getDecoder().decode(PNG))
                .is(200)
                .says("Inviato");
        notForOthers(ref, id, dario);
    }

    /// Rules G13, D13: 404 whatever the reason, and nothing of whose it is.
    private void notForOthers(String ref, String caseId, Visitor dario) {
        var appointment = first(APPOINTMENT, dario.get("/home").body());
        var panel = opener.get("/office/cases/" + caseId + "/room").body();
        var document = first(Pattern.compile("/papers/delegate-identity/copies/([0-9a-f-]{36})"), panel);
        var socket = first(Pattern.compile("/office/rooms/([0-9a-f-]{36})/socket"), panel);
        var notice = first(
                Pattern.compile("/notices/([0-9a-f-]{36})"),
                dario.get("/notices").body());

        var modenas = person("PRTFBA90S23A944L");
        product.bean(Offices.class)
                .employ(modenas.id(), MODENA, "Funzionario", Set.of(Right.HOLD_MEETINGS, Right.PLAY_RECORDINGS));
        var bruno = italian().logIn("bruno");
        var ofModena = italian().logIn("fabio", "/capacity");
        var capacities = ofModena.get("/capacity");
        var key = capacities.html().select("label").stream()
                .filter(label -> label.text().contains("Modena"))
                .map(label -> label.selectFirst("input").attr("value"))
                .findFirst()
                .orElseThrow();
        ofModena.send(capacities, "/capacity", Map.of("capacity", key)).is(200);
        assertThat(ofModena.get("/office?day=2027-03-04").body())
                .doesNotContain("Dario")
                .doesNotContain(caseId);

        var theirs = List.of(
                "/rooms/" + ref,
                "/rooms/" + ref + "/papers",
                "/rooms/" + ref + "/left",
                "/rooms/" + ref + "/socket",
                "/appointments/" + appointment,
                "/appointments/" + appointment + "/receipt",
                "/appointments/" + appointment + "/calendar.ics",
                "/appointments/" + appointment + "/form-aa08.pdf",
                "/appointments/" + appointment + "/code",
                "/appointments/" + appointment + "/move",
                "/appointments/" + appointment + "/cancellation",
                "/notices/" + notice,
                "/office/cases/" + caseId,
                "/office/cases/" + caseId + "/room",
                "/office/cases/" + caseId + "/panel",
                "/office/cases/" + caseId + "/recording",
                "/office/cases/" + caseId + "/recording/view.webm",
                "/office/cases/" + caseId + "/papers/delegate-identity/copies/" + document,
                "/office/rooms/" + socket + "/socket");
        for (var who : List.of(bruno, ofModena)) for (var address : theirs) nothing(who.get(address));
        for (var address : List.of(
                "/rooms/" + ref + "/papers/delegate-identity",
                "/rooms/" + ref + "/acknowledgements",
                "/rooms/" + ref + "/shared-device",
                "/rooms/" + ref + "/new-codes",
                "/appointments/" + appointment + "/cancellation",
                "/appointments/" + appointment + "/move",
                "/office/cases/" + caseId + "/room-openings",
                "/office/cases/" + caseId + "/ticks",
                "/office/cases/" + caseId + "/conclusions",
                "/office/cases/" + caseId + "/interruptions",
                "/office/cases/" + caseId + "/recording/viewings")) {
            var fields = Map.of(
                    "entry", UUID.randomUUID().toString(),
                    "idempotency_key", UUID.randomUUID().toString(),
                    "step", "will",
                    "outcome", "yes",
                    "reason", "x",
                    "hour", "2027-03-11T08:00:00Z");
            for (var who : List.of(bruno, ofModena))
                assertThat(who.post(address, fields).status()).as(address).isIn(400, 404);
        }
        assertThat(handshake("/rooms/" + ref + "/socket", "")).contains(" 404 ");
        assertThat(handshake("/office/rooms/" + socket + "/socket", "")).containsAnyOf(" 401 ", " 404 ");
        italian().get("/appointments/" + appointment).shows("Entra nella tua area");
    }

    @Test
    @Order(10)
    void annasLinkAloneTellsNothing() {
        demo.clock("2027-03-04T08:50:00+01:00");
        var link = sms(annasMobile(DARIOS));
        var anna = italian();
        var door = anna.get(link).is(200);
        assertThat(door.body()).doesNotContain("Anna", "Delegante", "Dario", "Bruno", "Elena");
        var ref = link.replaceAll(".*/", "");
        assertThat(anna.get("/rooms/" + ref).at().getPath()).isEqualTo("/enter/" + ref);
        anna.get("/rooms/" + ref + "/papers").is(404);
        assertThat(handshake("/rooms/" + ref + "/socket", "")).contains(" 404 ");
        anna.get("/enter/ZZZZZZZZ").is(404);
    }

    @Test
    @Order(11)
    void whoReadsEnglishReadsNoItalian() {
        demo.clock("2027-03-04T08:50:00+01:00");
        var dario = new Visitor(product::url, "en").logIn("dario");
        var appointment = first(APPOINTMENT, dario.get("/home").body());
        for (var path : List.of(
                "/",
                "/home",
                "/notices",
                "/delegations",
                "/capacity",
                "/book",
                SERVICE + "/hour",
                "/appointments/" + appointment,
                "/appointments/" + appointment + "/receipt",
                "/appointments/" + appointment + "/code",
                "/appointments/" + appointment + "/move",
                "/appointments/" + appointment + "/cancellation",
                "/rooms/" + roomOf(dario),
                "/device-test",
                "/help/privacy",
                "/help/accessibility",
                "/help/counter",
                "/no-such-page")) {
            var page = dario.get(path);
            assertThat(page.html().selectFirst("html").attr("lang")).as(path).isEqualTo("en");
            assertThat(" " + page.html().body().text().toLowerCase(Locale.ROOT) + " ")
                    .as(path)
                    .doesNotContain(
                            " della ", " il ", " per il ", " puoi ", " hai ", " sei ", " è ", " tuo ", " degli ");
        }
    }

    private static Visitor italian() {
        return new Visitor(product::url, "it");
    }

    private static Page choose(Visitor who, String hour) {
        var book = who.get("/book");
        var page = who.send(book, "/book", Map.of("service", "delegation-web-meeting"));
        return who.send(page, SERVICE + "/hour", Map.of("hour", hour, "day", hour.substring(0, 10)));
    }

    private static Page upToSummary(Visitor who, String hour, String mobile, FiscalCode delegator) {
        var page = choose(who, hour);
        page = who.send(page, "/delegator", delegator(delegator));
        return who.send(page, "/contacts", Map.of("contact.mobile", mobile)).shows("Controlla e conferma");
    }

    private static Map<String, String> delegator(FiscalCode code) {
        return Map.of(
                "delegator.given_name", "Anna",
                "delegator.family_name", "Delegante",
                "delegator.tax_code", code.value(),
                "delegator.born_day", "2",
                "delegator.born_month", "3",
                "delegator.born_year", "1941",
                "delegator.mobile", annasMobile(code),
                "situation", "signs",
                "declares.cannot_come", "yes",
                "declares.no_identity", "yes");
    }

    private static Page confirm(Visitor who, Page summary) {
        return who.send(summary, "/summary", Map.of());
    }

    /// What each page of a booking says, without what must differ: hours, names, numbers, references.
    private static List<String> pagesOfBooking(Visitor who, String hour, FiscalCode delegator) {
        var said = new ArrayList<String>();
        var page = choose(who, hour);
        page = who.send(page, "/delegator", delegator(delegator));
        said.add(page.main());
        page = who.send(page, "/contacts", Map.of("contact.mobile", "333 1000005"));
        said.add(page.main().replace(delegator.value(), "CODICE"));
        page = confirm(who, page);
        said.add(page.main());
        said.add(who.get("/home").main());
        return said.stream()
                .map(text -> text.replaceAll("\\d?\\d:\\d\\d", "ORA")
                        .replaceAll("[0-9A-Z]{4} [0-9A-Z]{4}", "RIF")
                        .replaceAll("(Carla|Ivo) \\w+", "CHI")
                        .replaceAll("\\+39[ 0-9]+", "NUMERO")
                        .replaceAll("\\b[a-z]+@example.org", "POSTA"))
                .toList();
    }

    private static void giveUp(Visitor who) {
        var id = first(APPOINTMENT, who.get("/home").body());
        who.send(who.get("/appointments/" + id + "/cancellation"), "/cancellation", Map.of());
    }

    private static Page type(Visitor who, Page asked, String code) {
        return who.send(asked, "/code", Map.of("code", code));
    }

    /// Typed the code: the notice comes next.
    private static Visitor inside(Visitor who, String mobile) {
        var asked = who.get("/rooms/" + roomOf(who));
        type(who, asked, demo.sms(mobile, null).code()).shows("La videochiamata è registrata");
        return who;
    }

    private static String roomOf(Visitor who) {
        var id = first(APPOINTMENT, who.get("/home").body());
        return first(ROOM, who.get("/appointments/" + id).body());
    }

    private static String caseRow(Page desk, String hour) {
        return desk.html().select("tr, li").stream()
                .filter(row -> row.text().contains(hour) && row.html().contains("/office/cases/"))
                .reduce((one, inner) -> inner)
                .orElseThrow(() -> new AssertionError(
                        "Nothing at " + hour + "\n" + desk.html().text()))
                .outerHtml();
    }

    private static Page upload(Visitor who, String papers, String name, byte[] content) {
        var boundary = "----refusals";
        var head =
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + who.token() + "\r\n--"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/jpeg\r\n\r\n";
        return who.send(who.request(who.address(papers + "/delegate-identity"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))));
    }

    /// 200 MB as a browser sends them: the whole length said, written until the server has had enough.
    private static String uploadHuge(Visitor who, String papers) throws Exception {
        var head = "------x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + who.token()
                + "\r\n------x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n";
        var request = "POST " + papers + "/delegate-identity HTTP/1.1\r\nHost: localhost:" + product.port()
                + "\r\nAccept: text/html\r\nCookie: " + who.cookies()
                + "\r\nContent-Type: multipart/form-data; boundary=----x\r\nContent-Length: " + (head.length() + HUGE)
                + "\r\nConnection: close\r\n\r\n" + head;
        try (var socket = new Socket("localhost", product.port());
                var threads = Executors.newSingleThreadExecutor()) {
            socket.setSoTimeout(20_000);
            var answer = threads.submit(() -> read(socket));
            var out = socket.getOutputStream();
            try {
                out.write(request.getBytes(StandardCharsets.US_ASCII));
                var piece = new byte[1_000_000];
                for (int sent = 0; sent < HUGE; sent += piece.length) out.write(piece);
            } catch (IOException enough) {
                assertThat(enough).isNotNull();
            }
            return answer.get();
        }
    }

    private static String read(Socket socket) throws IOException {
        var said = new StringBuilder();
        var buffer = new byte[8_192];
        try {
            int count;
            while (said.length() < 4_000 && (count = socket.getInputStream().read(buffer)) > 0)
                said.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            if (said.isEmpty()) throw closed;
        }
        return said.toString();
    }

    private static long held() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static String handshake(String path, String cookies) {
        try (var socket = new Socket("localhost", product.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + product.port()
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: " + product.url("")
                                    + "\r\nCookie: " + cookies
                                    + "\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var buffer = new byte[200];
            var count = socket.getInputStream().read(buffer);
            return new String(buffer, 0, Math.max(0, count), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void nothing(Page page) {
        page.is(404);
        assertThat(page.body())
                .as(page.at().toString())
                .doesNotContain("Anna", "Delegante", "Dario", "Intermediario", "2 marzo", "4 marzo");
    }

    /// The personal link in the newest SMS to a number.
    private static String sms(String number) {
        return demo.sms(number, null).link();
    }

    /// Each delegator has an own number.
    private static String annasMobile(FiscalCode code) {
        return "+393337" + "%06d".formatted(Math.floorMod(code.value().hashCode(), 1_000_000));
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? "8" : "9") + code.substring(1);
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + pattern + " in " + text));
    }

    private static Person person(String code) {
        return product.bean(People.class).withFiscalCode(new FiscalCode(code)).orElseThrow();
    }

    private static Person stranger() {
        return product.bean(People.class)
                .identified(
                        "Anna",
                        "Delegante",
                        sportello.testing.TaxCodes.next(),
                        null,
                        new Contacts(null, null, "it"),
                        Doer.system("test"));
    }

    private static void granted(Person delegator, Person delegate) {
        assertThat(granting(delegator, delegate)).isInstanceOf(GrantOutcome.Granted.class);
    }

    /// What the official reads when concluding is refused.
    private static void refused(GrantOutcome outcome, String said) {
        assertThat(outcome).isInstanceOf(GrantOutcome.Refused.class);
        var refused = (GrantOutcome.Refused) outcome;
        assertThat(product.bean(Words.class).say(Locale.ITALIAN, refused.reason(), refused.facts()))
                .contains(said);
    }

    private static GrantOutcome granting(Person delegator, Person delegate) {
        var carla = product.bean(Offices.class)
                .employ(
                        person("FNZCRL79H50A944X").id(),
                        BOLOGNA,
                        "Funzionaria",
                        Set.of(Right.HOLD_MEETINGS, Right.REVOKE_DELEGATIONS, Right.PLAY_RECORDINGS));
        return product.bean(Register.class).grant(delegator.id(), delegate.id(), null, null, carla);
    }
}

package sportello.web.office.consultancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Triage;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Right;
import sportello.identity.spi.CapacitySource;
import sportello.intermediaries.Question;
import sportello.meeting.Rooms;
import sportello.offices.Venue;
import sportello.testing.SportelloTest;
import sportello.web.security.SignedIn;

/// What an officer reads and does on the unit's pages, and what whoever is not of the unit finds there: nothing.
@SportelloTest
class OfficerAtWorkTest {

    @Autowired
    MockMvc browser;

    @Autowired
    ApplicationContext context;

    @Autowired
    Rooms rooms;

    @Autowired
    List<CapacitySource> capacities;

    UnitsDay unit;
    Actor.Official carla;
    CaseId id;

    @BeforeEach
    void book() {
        unit = new UnitsDay(context::getBean, UnitsDay.newOffice(context::getBean));
        carla = unit.official("Carla", Right.HOLD_MEETINGS);
        id = unit.booked(carla, unit.firm("Officina del Reno"), UnitsDay.TUESDAY, "09:20");
    }

    @Test
    void theQueueSaysWhoComesWhenAndWhatIsNext() throws Exception {
        var page = page(carla, "/office/queue");
        var row = page.select("#queue tbody tr").getFirst();
        assertThat(row.text()).contains("9:20", "Dario Intermediario", "Studio di prova", "Da valutare", "Di nessuno");
        assertThat(row.select("button").text()).startsWith("Prendi in carico");
        assertThat(page.select("nav.tabs a").eachText()).contains("Tutte 1", "Da preparare 1", "Mie 0");
    }

    @Test
    void takenFromTheRowItMayBeLeftAgain() throws Exception {
        var answer = send(carla, "/charges", "back", "/office/queue?view=unassigned");
        assertThat(answer.getRedirectedUrl()).isEqualTo("/office/queue?view=unassigned&taken=" + id);
        var page = page(carla, "/office/queue?view=unassigned&taken=" + id);
        assertThat(page.select(".undo").text()).contains("Hai preso in carico Dario Intermediario", "Annulla");
        send(carla, "/releases", "back", "/office/queue");
        assertThat(unit.consultancies.find(id, carla).orElseThrow().inCharge()).isNull();
    }

    @Test
    void takenFromTheRowNobodyIsLedElsewhere() throws Exception {
        assertThat(send(carla, "/charges", "back", "https://example.org/").getRedirectedUrl())
                .startsWith("/office/queue?taken=");
    }

    @Test
    void whoIsOfAnotherUnitOrOfficeFindsNothing() throws Exception {
        var without = unit.offices.employ(
                unit.person("Fabio", "Prova"), unit.office, "Funzionario", java.util.Set.of(Right.HOLD_MEETINGS));
        var elsewhere = new UnitsDay(context::getBean, UnitsDay.newOffice(context::getBean))
                .official("Elena", Right.HOLD_MEETINGS);
        assertThat(look(without, "/office/queue").getStatus()).isEqualTo(404);
        assertThat(look(without, "/office/questions").getStatus()).isEqualTo(404);
        assertThat(page(elsewhere, "/office/queue").select("#queue tbody tr")).isEmpty();
        for (var other : List.of(without, elsewhere)) {
            assertThat(look(other, address()).getStatus()).isEqualTo(404);
            assertThat(send(other, "/charges").getStatus()).isEqualTo(404);
            assertThat(send(other, "/acceptances").getStatus()).isEqualTo(404);
            assertThat(send(other, "/invitation-tries").getStatus()).isEqualTo(404);
            assertThat(look(other, question()).getStatus()).isEqualTo(404);
        }
    }

    @Test
    void aColleaguesCaseIsReadAndNotTouched() throws Exception {
        send(carla, "/charges");
        var elena = unit.official("Elena", Right.HOLD_MEETINGS);
        var page = page(elena, address());
        assertThat(page.select("h2").eachText()).contains("Ce l'ha Carla");
        assertThat(page.select("main button")).isEmpty();
        var refused = send(elena, "/acceptances", "accept.message", "Va bene.");
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.getContentAsString()).select(".sum").text())
                .contains("Carla");
    }

    @Test
    void papersWithoutADateKeepWhatWasTyped() throws Exception {
        var answer = send(
                carla,
                "/paper-requests",
                "papers.what",
                "Nota di rettifica",
                "papers.until",
                "boh",
                "idempotency_key",
                UUID.randomUUID().toString());
        assertThat(answer.getStatus()).isEqualTo(422);
        var page = Jsoup.parse(answer.getContentAsString());
        assertThat(page.select(".sum a").attr("href")).isEqualTo("#papers-until");
        assertThat(page.select("[name=papers.what]").text()).isEqualTo("Nota di rettifica");
        assertThat(page.select("details:has([name=papers.what])").hasAttr("open"))
                .isTrue();
    }

    @Test
    void papersAreAskedLineByLine() throws Exception {
        var key = UUID.randomUUID().toString();
        for (int click = 0; click < 2; click++)
            send(
                    carla,
                    "/paper-requests",
                    "papers.what",
                    "Provvedimento\n\nNota",
                    "papers.until",
                    "2027-03-01",
                    "idempotency_key",
                    key);
        var file = unit.consultancies.find(id, carla).orElseThrow();
        assertThat(file.triage()).isEqualTo(Triage.PAPERS_ASKED);
        assertThat(file.requests()).hasSize(2);
        assertThat(page(carla, "/office/queue?view=waiting-papers")
                        .select("#queue")
                        .text())
                .contains("2 documenti entro");
    }

    @Test
    void thePhoneNeedsAReason() throws Exception {
        send(carla, "/acceptances", "accept.message", "");
        var refused = send(carla, "/venues", "venue.where", "PHONE", "venue.reason", " ");
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.getContentAsString())
                        .select("#venue-reason-err")
                        .text())
                .contains("Scrivi perché al telefono");
        send(carla, "/venues", "venue.where", "PHONE", "venue.reason", "Connessione debole");
        assertThat(unit.consultancies.find(id, carla).orElseThrow().venue()).isEqualTo(Venue.PHONE);
    }

    @Test
    void settledInWritingTwiceIsSettledOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        for (int sent = 0; sent < 2; sent++)
            assertThat(send(carla, "/written-settlements", "settle.answer", "Ricalcolata.", "idempotency_key", key)
                            .getRedirectedUrl())
                    .isEqualTo(address() + "?done=settled");
        assertThat(unit.consultancies.find(id, carla).orElseThrow().status())
                .isEqualTo(CaseFile.Status.SETTLED_IN_WRITING);
        assertThat(page(carla, address()).select("main").text()).contains("Chiuso e definito", "Ricalcolata.");
    }

    @Test
    void aDayNoCalendarHoldsIsAskedForAgain() throws Exception {
        for (var day : List.of("+999999999-12-31", "-999999999-01-01", "9999-12-31", "0000-01-01", "2027-02-29"))
            assertThat(send(
                                    carla,
                                    "/paper-requests",
                                    "papers.what",
                                    "Nota",
                                    "papers.until",
                                    day,
                                    "idempotency_key",
                                    UUID.randomUUID().toString())
                            .getStatus())
                    .as(day)
                    .isEqualTo(422);
        send(carla, "/acceptances", "accept.message", "");
        send(carla, "/venues", "venue.where", "PHONE", "venue.reason", "Connessione debole");
        unit.clock.moveTo(UnitsDay.at(UnitsDay.TUESDAY, "09:20"));
        send(carla, "/talks");
        for (var hour : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"))
            assertThat(send(
                                    carla,
                                    "/second-appointments",
                                    "finish.hour",
                                    hour,
                                    "finish.summary",
                                    "Serve un calcolo.",
                                    "idempotency_key",
                                    UUID.randomUUID().toString())
                            .getStatus())
                    .as(hour)
                    .isEqualTo(422);
    }

    @Test
    void theDelegationsWaysToEndLeaveAConsultancyAsItIs() throws Exception {
        send(carla, "/acceptances", "accept.message", "");
        send(carla, "/venues", "venue.where", "PHONE", "venue.reason", "Connessione debole");
        unit.clock.moveTo(UnitsDay.at(UnitsDay.TUESDAY, "09:20"));
        send(carla, "/talks");
        var hour = page(carla, address()).select("input[name=finish.hour]").attr("value");
        var key = UUID.randomUUID().toString();
        for (var way : List.of("/interruptions", "/second-appointments", "/conclusions", "/suspensions")) {
            var answer = sendTo(
                    carla,
                    "/office/cases/" + id + way,
                    "reason",
                    "Basta così",
                    "starts_at",
                    hour,
                    "idempotency_key",
                    key);
            assertThat(answer.getStatus()).as(way).isLessThan(500);
            var file = unit.consultancies.find(id, carla).orElseThrow();
            assertThat(file.status().settled()).as(way).isFalse();
        }
    }

    @Test
    void aListsPlaceMadeUpByHandBeginsAnew() throws Exception {
        for (var place : List.of(Long.MAX_VALUE + ":" + id, "9999999999999999:" + id, "-9999999999999999:" + id))
            assertThat(look(carla, "/office/queue?after=" + word(place)).getStatus())
                    .as(place)
                    .isEqualTo(200);
        for (var at : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "\0"))
            assertThat(look(carla, "/office/questions?after=" + word(at + "\u001f" + id))
                            .getStatus())
                    .as(at)
                    .isEqualTo(200);
    }

    private static String word(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void decliningNeedsAReason() throws Exception {
        var key = UUID.randomUUID().toString();
        assertThat(send(carla, "/refusals", "decline.reason", "", "idempotency_key", key)
                        .getStatus())
                .isEqualTo(422);
        assertThat(unit.consultancies.find(id, carla).orElseThrow().status()).isEqualTo(CaseFile.Status.PREPARED);
    }

    @Test
    void theTalkByPhoneIsBegunAndContinuedAnotherDay() throws Exception {
        send(carla, "/acceptances", "accept.message", "");
        send(carla, "/venues", "venue.where", "PHONE", "venue.reason", "Connessione debole");
        unit.clock.moveTo(UnitsDay.at(UnitsDay.TUESDAY, "09:20"));
        var ready = page(carla, address());
        assertThat(ready.select("main .btn-primary").text()).isEqualTo("Comincia la consulenza");
        assertThat(ready.select("a[href=tel:+393200000004]")).isNotEmpty();
        send(carla, "/talks");
        var open = page(carla, address());
        var hour = open.select("input[name=finish.hour]").attr("value");
        assertThat(hour).isNotEmpty();
        assertThat(send(
                                carla,
                                "/second-appointments",
                                "finish.hour",
                                hour,
                                "finish.summary",
                                "Serve un calcolo.",
                                "idempotency_key",
                                UUID.randomUUID().toString())
                        .getRedirectedUrl())
                .isEqualTo(address() + "?done=again");
        assertThat(unit.consultancies.find(id, carla).orElseThrow().status())
                .isEqualTo(CaseFile.Status.SECOND_APPOINTMENT);
    }

    @Test
    void anAnswerSaysWhetherItIsPositive() throws Exception {
        var asked = unit.asked(unit.firm("Sartoria Ago e Filo"), "Scadenze", "Quali rate deve versare?");
        var address = "/office/questions/" + asked.id();
        var key = UUID.randomUUID().toString();
        var refused = sendTo(carla, address + "/answers", "answer.text", "Agosto.", "idempotency_key", key);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.getContentAsString())
                        .select("[name=answer.text]")
                        .text())
                .isEqualTo("Agosto.");
        sendTo(
                carla,
                address + "/answers",
                "answer.text",
                "Agosto.",
                "answer.kind",
                "positive",
                "idempotency_key",
                key);
        var question = unit.questions.find(asked.id(), carla).orElseThrow();
        assertThat(question.state()).isEqualTo(Question.State.ANSWERED);
        assertThat(question.negative()).isFalse();
    }

    @Test
    void anOverdueQuestionSaysSo() throws Exception {
        unit.asked(unit.firm("Bar Piazzetta"), "Iscrizione", "Da quando decorre?");
        unit.clock.moveTo(UnitsDay.at(UnitsDay.MONDAY.plusDays(14), "10:00"));
        assertThat(page(carla, "/office/questions")
                        .select("#queue tr:contains(Iscrizione)")
                        .text())
                .contains("In ritardo");
    }

    /// Rule C7: our room is a place to meet only where that was agreed.
    @Test
    void theDoorOfOurRoomOpensOnlyWhereItIsAgreed() throws Exception {
        unit.clock.moveTo(UnitsDay.at(UnitsDay.TUESDAY, "09:05"));
        var door = "/rooms/"
                + rooms.entries(unit.consultancies.find(id, carla).orElseThrow().room())
                        .getFirst()
                        .publicRef();
        var room = "/office/cases/" + id + "/room";
        assertThat(stays(door)).contains("Non è ancora deciso");
        unit.done(unit.consultancies.accept(id, "", carla));
        unit.done(unit.consultancies.agreeVenue(id, Venue.PHONE, "Linea debole.", carla));
        assertThat(stays(door)).contains("al telefono");
        unit.done(unit.consultancies.agreeVenue(id, Venue.TEAMS, "", carla));
        assertThat(stays(door)).contains("Teams");
        assertThat(look(carla, room).getRedirectedUrl()).isEqualTo(address());

        unit.done(unit.consultancies.agreeVenue(id, Venue.OWN_ROOM, "", carla));
        var page = Jsoup.parse(asDario(get(java.net.URI.create(door))).getContentAsString());
        assertThat(page.select("form[action$=/entrances]")).hasSize(1);
        assertThat(asDario(post(java.net.URI.create(door + "/entrances"))).getCookies())
                .isNotEmpty();
        assertThat(look(carla, room).getStatus()).isEqualTo(200);
    }

    @Test
    void theCalendarFileSaysThePointHowTheyTalkAndThatNothingIsRecorded() throws Exception {
        var before = calendar();
        assertThat(before)
                .contains("Direzione provinciale", "chiama prima", "non viene registrata")
                .doesNotContainIgnoringCase("delega", "codice");
        unit.done(unit.consultancies.accept(id, "", carla));
        unit.done(unit.consultancies.agreeVenue(id, Venue.PHONE, "Linea debole.", carla));
        assertThat(calendar()).contains("al telefono");
    }

    private String calendar() throws Exception {
        var appointment = unit.consultancies.find(id, carla).orElseThrow().appointment();
        return asDario(get(java.net.URI.create("/appointments/" + appointment + "/calendar.ics")))
                .getContentAsString()
                .replace("\r\n ", "");
    }

    /// What the door says, having let nobody in.
    private String stays(String door) throws Exception {
        var pressed = asDario(post(java.net.URI.create(door + "/entrances")));
        assertThat(pressed.getRedirectedUrl()).isEqualTo(door);
        assertThat(pressed.getCookies()).isEmpty();
        var page = Jsoup.parse(asDario(get(java.net.URI.create(door))).getContentAsString());
        assertThat(page.select("form[action$=/entrances]")).isEmpty();
        return page.select("main").text();
    }

    private MockHttpServletResponse asDario(MockHttpServletRequestBuilder request) throws Exception {
        var dario = new SignedIn(unit.dario.person(), Assurance.SUBSTANTIAL, "studio:" + unit.studio.id());
        var answer = browser.perform(request.accept("text/html")
                        .header("Accept-Language", "it")
                        .with(csrf())
                        .with(authentication(dario.ticket())))
                .andReturn()
                .getResponse();
        answer.setDefaultCharacterEncoding("UTF-8");
        return answer;
    }

    private String address() {
        return "/office/consultancies/" + id;
    }

    private String question() {
        var file = unit.consultancies.find(id, carla).orElseThrow();
        return "/office/questions/"
                + unit.questions.about(file.appointment(), carla).getFirst().id();
    }

    private Document page(Actor.Official by, String address) throws Exception {
        var answer = look(by, address);
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        return Jsoup.parse(answer.getContentAsString());
    }

    private MockHttpServletResponse look(Actor.Official by, String address) throws Exception {
        return browser.perform(get(java.net.URI.create(address))
                        .accept("text/html")
                        .header("Accept-Language", "it")
                        .with(authentication(as(by).ticket())))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse send(Actor.Official by, String under, String... fields) throws Exception {
        return sendTo(by, address() + under, fields);
    }

    private MockHttpServletResponse sendTo(Actor.Official by, String address, String... fields) throws Exception {
        var form = post(java.net.URI.create(address))
                .accept("text/html")
                .header("Accept-Language", "it")
                .with(csrf())
                .with(authentication(as(by).ticket()));
        for (int i = 0; i < fields.length; i += 2) form.param(fields[i], fields[i + 1]);
        return browser.perform(form).andReturn().getResponse();
    }

    private SignedIn as(Actor.Official by) {
        var key = capacities.stream()
                .flatMap(source -> source.capacitiesOf(by.person()).stream())
                .map(CapacitySource.Capacity::key)
                .findFirst()
                .orElseThrow();
        return new SignedIn(by.person(), Assurance.HIGH, key);
    }
}

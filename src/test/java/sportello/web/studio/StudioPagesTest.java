package sportello.web.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Position;
import sportello.intermediaries.Question;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;
import sportello.web.security.SignedIn;

/// What Dario sees and presses on his studio's pages; what others' studios do not.
@SportelloTest
class StudioPagesTest {

    static final String SERVICE = "consultancy-companies";
    static final AtomicInteger CODES = new AtomicInteger(7_000);

    @Autowired
    MockMvc browser;

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    Offices offices;

    @Autowired
    Studios studios;

    @Autowired
    Cassetti cassetti;

    @Autowired
    Questions questions;

    @Autowired
    JdbcClient jdbc;

    SignedIn dario;
    Actor.Intermediary acting;
    Actor.Official carla;
    Position firm;
    UUID counter;

    @BeforeEach
    void setTheStage() {
        clock.moveTo(Instant.parse("2027-03-01T09:00:00Z"));
        var office = offices.open(new Office(
                UUID.randomUUID(), "Sede di prova", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        counter = offices.openCounter(office.id(), SERVICE, 2).id();
        var unit = offices.openUnit(office.id(), "credit-assessment", "U.O.", "unit@example.org");
        var person = person("Carla");
        var employed = offices.employ(person, office.id(), "Funzionaria", Set.of(Right.HOLD_MEETINGS));
        offices.assign(employed.staff(), unit.id());
        carla = new Actor.Official(
                employed.staff(), person, office.id(), Set.of(unit.id()), Set.of(Right.HOLD_MEETINGS));
        var studio = studios.open("Studio di prova", TaxCodes.next().value());
        acting = new Actor.Intermediary(person("Dario"), Assurance.SUBSTANTIAL, studio.id());
        dario = member(acting, Cassetto.values());
        firm = cassetti.register(
                Cassetto.COMPANIES,
                "%010d".formatted(CODES.incrementAndGet()),
                "Officina di prova",
                TaxCodes.next().value(),
                office.id());
        cassetti.give(firm.id(), studio.id(), clock.today(), null, new Actor.System("test"));
    }

    @Test
    void theCassettiShowOnlyWhatTheMemberIsEnabledFor() throws Exception {
        assertThat(page("/cassetti").select("main h2").eachText()).hasSize(3);
        dario = member(acting, Cassetto.COMPANIES);
        assertThat(page("/cassetti").select("main h2").eachText()).containsExactly("Cassetto previdenziale aziende");
        assertThat(page("/cassetti/companies").select("main li a").eachText()).containsExactly("Officina di prova");
        assertThat(status("/cassetti/domestic-work")).isEqualTo(404);
    }

    @Test
    void nothingTypedIsLostWhenAFileIsOfTheWrongTypeAndTheFileMustBeChosenAgain() throws Exception {
        var form = page("/questions/new?position=" + firm.id()).selectFirst("main form");
        assertThat(form).isNotNull();
        var answer = perform(multipart("/questions")
                .file(new MockMultipartFile("files", "nota.txt", "application/pdf", "testo".getBytes()))
                .param("position", firm.id().toString())
                .param("idempotency_key", UUID.randomUUID().toString())
                .param("topic", "companies.contributions.returns")
                .param("subject", "Denuncia di gennaio")
                .param("text", "Manca un versamento."));
        assertThat(answer.getStatus()).isEqualTo(422);
        var page = Jsoup.parse(answer.getContentAsString());
        assertThat(page.select("input[name=subject]").val()).isEqualTo("Denuncia di gennaio");
        assertThat(page.select("textarea[name=text]").text()).isEqualTo("Manca un versamento.");
        assertThat(page.select("option[selected]").val()).isEqualTo("companies.contributions.returns");
        assertThat(page.select("#files .err").text()).contains("nota.txt");
        assertThat(page.select("#files").text()).contains("sceglili di nuovo");
    }

    @Test
    void aQuestionIsAskedAndSaysFromWhichDayAnAppointmentMayBeTaken() throws Exception {
        var answer = perform(multipart("/questions")
                .param("position", firm.id().toString())
                .param("idempotency_key", UUID.randomUUID().toString())
                .param("topic", "companies.contributions.returns")
                .param("subject", "Denuncia di gennaio")
                .param("text", "Manca un versamento."));
        var page = page(String.valueOf(answer.getRedirectedUrl()));
        assertThat(page.select("h1").text()).isEqualTo("Denuncia di gennaio");
        assertThat(page.select("#appointment").text()).contains("Potrai prenotare", "9 marzo");
        assertThat(page.select("#appointment a")).isEmpty();
    }

    @Test
    void aNegativeAnswerLeadsToAnAppointmentConfirmedOnce() throws Exception {
        var question = refused("Rateazione negata");
        var book = "/questions/" + question.id() + "/book";
        assertThat(page("/questions/" + question.id())
                        .select("#appointment a.btn-primary")
                        .attr("href"))
                .isEqualTo(book);
        var place = page(book).select("input[name=counter][value=" + counter + "]");
        assertThat(place).hasSize(1);
        assertThat(place.hasAttr("checked")).isTrue();
        assertThat(page(book).text()).contains("Sede competente");
        var hour = choosePoint(question);
        assertThat(to(post(book + "/hour").param("hour", hour))).endsWith("/details");
        assertThat(to(post(book + "/details").param("contact.mobile", "12").param("note", "")))
                .endsWith("/details?check");
        assertThat(page(book + "/details?check").select(".sum li")).hasSize(2);
        assertThat(to(post(book + "/details")
                        .param("contact.mobile", "051 123 4567")
                        .param("note", "Importo sbagliato")))
                .endsWith("/summary");
        var summary = page(book + "/summary");
        assertThat(Integer.parseInt(summary.select("[data-seconds]").attr("data-seconds")))
                .isBetween(540, 600);
        assertThat(summary.select("main").text()).contains("Rateazione negata", "Sede di prova", "Importo sbagliato");
        var key = summary.select("input[name=idempotency_key]").val();
        var hold = summary.select("input[name=hold]").val();
        var first = to(post(book + "/summary").param("idempotency_key", key).param("hold", hold));
        var second = to(post(book + "/summary").param("idempotency_key", key).param("hold", hold));
        assertThat(first).startsWith("/appointments/").endsWith("?booked").isEqualTo(second);

        var appointment = page(first);
        assertThat(appointment.select(".hero .chip").text()).isEqualTo("In valutazione");
        assertThat(appointment.text())
                .contains("+39 051 123 4567", "Il colloquio non è registrato", "documento d'identità", "solo da qui");
        assertThat(page("/studio").select(".hero a.btn-primary").attr("href")).isEqualTo(first.replace("?booked", ""));
        assertThat(to(get(book))).isEqualTo(first.replace("?booked", "?already"));

        assertThat(to(post(first.replace("?booked", "/cancellation")))).endsWith("?cancelled");
        assertThat(page(first.replace("?booked", "")).select(".hero .chip").text())
                .isEqualTo("Annullato");
        assertThat(page("/questions/" + question.id()).select("#appointment a.btn-primary"))
                .hasSize(1);
    }

    @Test
    void whatIsWrittenForOneQuestionNeverShowsUpInAnother() throws Exception {
        var one = refused("Primo");
        var two = refused("Secondo");
        var hour = choosePoint(one);
        perform(post("/questions/" + one.id() + "/book/hour").param("hour", hour));
        perform(post("/questions/" + one.id() + "/book/details")
                .param("contact.mobile", "333 123 4567")
                .param("note", "Nota del primo"));
        choosePoint(two);
        assertThat(to(get("/questions/" + two.id() + "/book/details"))).endsWith("/hour");
        perform(post("/questions/" + two.id() + "/book/hour").param("hour", hour));
        assertThat(page("/questions/" + two.id() + "/book/details")
                        .select("textarea")
                        .text())
                .isEmpty();
        assertThat(page("/questions/" + one.id() + "/book/details")
                        .select("textarea")
                        .text())
                .isEqualTo("Nota del primo");
    }

    @Test
    void droppingFreesTheHourAndKeepsTheNote() throws Exception {
        var question = refused("Da pensarci");
        var book = "/questions/" + question.id() + "/book";
        var hour = choosePoint(question);
        perform(post(book + "/hour").param("hour", hour));
        perform(post(book + "/details").param("contact.mobile", "333 123 4567").param("note", "Ci penso"));
        assertThat(to(post(book + "/drop"))).endsWith("?dropped");
        assertThat(to(get(book + "/summary"))).endsWith("/hour");
        perform(post(book + "/hour").param("hour", hour));
        assertThat(page(book + "/details").select("textarea").text()).isEqualTo("Ci penso");
    }

    @Test
    void anHourNoLongerKeptIsOfferedAgain() throws Exception {
        var question = refused("Con calma");
        var book = "/questions/" + question.id() + "/book";
        var hour = choosePoint(question);
        perform(post(book + "/hour").param("hour", hour));
        perform(post(book + "/details").param("contact.mobile", "333 123 4567").param("note", "Con calma"));
        clock.moveTo(clock.instant().plusSeconds(601));
        assertThat(to(get(book + "/summary"))).endsWith("/hour?gone");
        assertThat(page(book + "/hour?gone").select("[role=alert]").text()).contains("scaduto");
    }

    @Test
    void aFullPointLeadsToTheWaitingListAndAnEarlierHourMayBeAskedFor() throws Exception {
        var question = refused("Tutto pieno");
        choosePoint(question);
        var link = page("/questions/" + question.id() + "/book/hour")
                .select("a:contains(Avvisami se si libera)")
                .attr("href");
        assertThat(link)
                .isEqualTo("/waiting/new?service=" + SERVICE + "&counter=" + counter + "&position=" + firm.id()
                        + "&questions=" + question.id());
        assertThat(page(link).select("main").text()).contains("Sede di prova");

        var appointment = booked(question);
        var earlier = page(appointment)
                .select("a:contains(Avvisami se si libera prima)")
                .attr("href");
        assertThat(appointment).startsWith("/appointments/" + earlier.replaceFirst(".*appointment=", ""));
        assertThat(page(appointment.replace("?booked", "?accepted"))
                        .select("[role=status]")
                        .text())
                .contains("hai preso il posto");
    }

    /// Rule G6: one line for everybody, whichever page leads to the hours.
    @Test
    void onACrowdedMorningAStudioWaitsInLineAndLeavesItsPlaceWithTheAppointment() throws Exception {
        var question = refused("In fila");
        choosePoint(question);
        var hour = "/questions/" + question.id() + "/book/hour";
        try {
            jdbc.sql("delete from rush.ticket where door = :door")
                    .param("door", SERVICE)
                    .update();
            jdbc.sql("""
                            insert into rush.ticket (door, person, number, taken_at, seen_at, pass_from, pass_until)
                            select :door, gen_random_uuid(), nextval('rush."numbers of consultancy-companies"'),
                                   clock_timestamp(), clock_timestamp(), clock_timestamp(),
                                   clock_timestamp() + interval '10 minutes'
                              from generate_series(1, 2000)
                            """).param("door", SERVICE).update();
            var line = page(hour);
            assertThat(line.select("h1").text()).isEqualTo("Sei in fila");
            assertThat(line.select("[data-next=" + hour + "]").attr("data-look"))
                    .startsWith("/line/" + SERVICE + "?next=%2Fquestions%2F");
            assertThat(to(post(hour).param("hour", "2027-03-02T09:00"))).startsWith("/line/");
            assertThat(status("/questions/" + UUID.randomUUID() + "/book/hour")).isEqualTo(404);
        } finally {
            jdbc.sql("delete from rush.ticket where door = :door")
                    .param("door", SERVICE)
                    .update();
        }
        booked(question);
        assertThat(jdbc.sql("select count(*) from rush.ticket where door = :door and left_at is null")
                        .param("door", SERVICE)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private String booked(Question question) throws Exception {
        var book = "/questions/" + question.id() + "/book";
        var hour = page(book + "/hour").select("input[name=hour]").val();
        perform(post(book + "/hour").param("hour", hour));
        perform(post(book + "/details").param("contact.mobile", "333 123 4567").param("note", "Con calma"));
        var form = page(book + "/summary");
        return to(post(book + "/summary")
                .param(
                        "idempotency_key",
                        form.select("input[name=idempotency_key]").val())
                .param("hold", form.select("input[name=hold]").val()));
    }

    @Test
    void toAnotherStudioNothingOfThisExists() throws Exception {
        var question = refused("Riservato");
        var other = studios.open("Altro studio", TaxCodes.next().value());
        dario = member(new Actor.Intermediary(person("Dario"), Assurance.SUBSTANTIAL, other.id()), Cassetto.values());
        for (var address : List.of(
                "/questions/" + question.id(),
                "/questions/" + question.id() + "/book",
                "/questions/" + question.id() + "/book/hour",
                "/questions/" + question.id() + "/book/details",
                "/questions/" + question.id() + "/book/summary",
                "/questions/new?position=" + firm.id(),
                "/questions?position=" + firm.id(),
                "/cassetti/companies/positions/" + firm.id()))
            assertThat(status(address)).as(address).isEqualTo(404);
        assertThat(page("/questions").text()).doesNotContain("Riservato");
        assertThat(page("/cassetti/companies").text()).doesNotContain("Officina di prova");
    }

    @Test
    void whatWasNotShownIsNotBooked() throws Exception {
        var shown = refused("Mostrato");
        var other = refused("Altrove");
        var hour = choosePoint(shown);
        var book = "/questions/" + shown.id() + "/book";
        perform(post(book + "/hour").param("hour", hour));
        perform(post(book + "/details").param("contact.mobile", "333 123 4567").param("note", "Nota"));
        var later = page(book + "/hour")
                .select("input[name=hour]")
                .eachAttr("value")
                .getLast();
        choosePoint(other);
        perform(post("/questions/" + other.id() + "/book/hour").param("hour", later));
        perform(post("/questions/" + other.id() + "/book/details")
                .param("contact.mobile", "333 123 4567")
                .param("note", "Altra nota"));
        var forged = page("/questions/" + other.id() + "/book/summary")
                .select("input[name=hold]")
                .val();
        assertThat(to(post(book + "/summary")
                        .param("idempotency_key", UUID.randomUUID().toString())
                        .param("hold", forged)))
                .endsWith("/hour?gone");
        assertThat(page("/questions/" + shown.id()).select("#appointment a.btn-primary"))
                .hasSize(1);
    }

    @Test
    void aPointOfACassettoIsNoServiceOfACitizen() throws Exception {
        dario = new SignedIn(acting.person(), Assurance.SUBSTANTIAL, SignedIn.ME);
        var book = "/book/" + SERVICE;
        for (var step : List.of("/hour", "/delegator", "/contacts", "/summary"))
            assertThat(status(book + step)).as(step).isEqualTo(404);
        assertThat(perform(post("/book").param("service", SERVICE)).getStatus()).isEqualTo(404);
        assertThat(perform(post(book + "/hour").param("hour", "2027-03-03T08:00:00Z"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aListsPlaceMadeUpByHandBeginsAnew() throws Exception {
        for (var at : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "\0", "a\0b"))
            for (var list : List.of("/questions", "/cassetti/companies"))
                assertThat(status(list + "?cursor="
                                + Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString((at + "\u001f" + firm.id()).getBytes(StandardCharsets.UTF_8))))
                        .as(list + " " + at)
                        .isEqualTo(200);
    }

    @Test
    void aFileSentWithAQuestionIsOpenedFromItsPage() throws Exception {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png", picture);
        var asked = perform(multipart("/questions")
                .file(new MockMultipartFile("files", "../foto\r\nX: y.png", "text/html", picture.toByteArray()))
                .param("position", firm.id().toString())
                .param("idempotency_key", UUID.randomUUID().toString())
                .param("topic", "companies.contributions.returns")
                .param("subject", "Riga\r\nBcc: b@example.org \u202egnp\u202c")
                .param("text", "Perché?"));
        var page = page(String.valueOf(asked.getRedirectedUrl()));
        assertThat(page.select("h1").getFirst().wholeText()).isEqualTo("Riga Bcc: b@example.org gnp");
        var link = page.select("main a[href*=/files/]").attr("href");
        var file = perform(get(link));
        assertThat(file.getStatus()).as(link).isEqualTo(200);
        assertThat(file.getContentType()).isEqualTo("image/png");
        assertThat(file.getHeader("Content-Disposition"))
                .startsWith("attachment")
                .doesNotContain("\n");
        assertThat(file.getContentAsByteArray()).isEqualTo(picture.toByteArray());
    }

    @Test
    void aSubjectThatShowsNothingIsMissing() throws Exception {
        assertThat(perform(multipart("/questions")
                                .param("position", firm.id().toString())
                                .param("idempotency_key", UUID.randomUUID().toString())
                                .param("topic", "companies.contributions.returns")
                                .param("subject", "\u200b\u2060\u202e")
                                .param("text", "Perché?"))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void nobodyWaitsAtACounterThatIsNotOfTheService() throws Exception {
        var question = refused("Altrove");
        var elsewhere = offices.openCounter(firm.office(), "consultancy-craftsmen-traders", 1)
                .id();
        for (var named : List.of(UUID.randomUUID().toString(), elsewhere.toString(), "x"))
            assertThat(perform(post("/waiting")
                                    .param("service", SERVICE)
                                    .param("counter", named)
                                    .param("position", firm.id().toString())
                                    .param("questions", question.id().toString())
                                    .param("from", "2027-03-03")
                                    .param("until", "2027-03-05")
                                    .param("contact.mobile", "333 123 4567")
                                    .param("note", "Nota"))
                            .getStatus())
                    .as(named)
                    .isEqualTo(404);
    }

    @Test
    void daysNoCalendarHoldsAreNotWaitedFor() throws Exception {
        var question = refused("Aspetto");
        for (var from : List.of("-999999999-01-01", "0000-01-01", "+999999999-12-31"))
            assertThat(perform(post("/waiting")
                                    .param("service", SERVICE)
                                    .param("counter", counter.toString())
                                    .param("position", firm.id().toString())
                                    .param("questions", question.id().toString())
                                    .param("from", from)
                                    .param("until", "2027-03-01")
                                    .param("contact.mobile", "333 123 4567")
                                    .param("note", "Nota"))
                            .getStatus())
                    .as(from)
                    .isEqualTo(422);
    }

    /// Nor to a colleague who is not enabled for that Cassetto (rule C3).
    @Test
    void norDoesItsAppointment() throws Exception {
        var question = refused("Riservato");
        choosePoint(question);
        var appointment = booked(question).replaceFirst("\\?.*", "");
        var own = dario;
        var studio = studios.find(acting.studio()).orElseThrow();
        var other = studios.open("Altro studio", TaxCodes.next().value());
        for (var stranger : List.of(
                member(new Actor.Intermediary(person("Dario"), Assurance.SUBSTANTIAL, other.id()), Cassetto.values()),
                member(
                        new Actor.Intermediary(person("Dario"), Assurance.SUBSTANTIAL, studio.id()),
                        Cassetto.DOMESTIC_WORK))) {
            dario = stranger;
            for (var page : List.of("", "/move", "/cancellation", "/calendar.ics", "/papers"))
                assertThat(status(appointment + page)).as(page).isEqualTo(404);
            assertThat(status("/waiting/new?appointment=" + appointment.replaceFirst(".*/", "")))
                    .isEqualTo(404);
            assertThat(perform(post(appointment + "/cancellation")).getStatus()).isEqualTo(404);
            assertThat(status("/questions/" + question.id())).isEqualTo(404);
            assertThat(page("/studio").text()).doesNotContain("Officina di prova");
        }
        dario = own;
        assertThat(page(appointment).select("main").text()).contains("Officina di prova");
    }

    /// First free hour at the competent office's point.
    private String choosePoint(Question question) throws Exception {
        var book = "/questions/" + question.id() + "/book";
        assertThat(to(post(book).param("counter", counter.toString()))).endsWith("/hour");
        return page(book + "/hour").select("input[name=hour]").val();
    }

    private Question refused(String subject) throws Exception {
        var asked = questions.ask(
                acting,
                firm.id(),
                "companies.contributions.returns",
                subject,
                "Perché?",
                List.of(),
                IdempotencyKey.next());
        var id = ((Questions.Done) asked).question().id();
        return ((Questions.Done) questions.answer(id, carla, "No.", false, IdempotencyKey.next())).question();
    }

    private SignedIn member(Actor.Intermediary by, Cassetto... enabled) {
        var set = EnumSet.noneOf(Cassetto.class);
        set.addAll(List.of(enabled));
        studios.enrol(by.studio(), by.person(), set);
        return new SignedIn(by.person(), by.assurance(), "studio:" + by.studio());
    }

    private PersonId person(String name) {
        return people.loggedIn(new People.LoggedIn(
                        "test",
                        UUID.randomUUID().toString(),
                        name,
                        "Prova",
                        "TINIT-" + TaxCodes.next().value(),
                        null,
                        null,
                        null))
                .id();
    }

    private Document page(String address) throws Exception {
        var answer = perform(get(address.replaceFirst("\\?(\\w+)$", "?$1=")));
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        var page = Jsoup.parse(answer.getContentAsString());
        assertThat(page.select("h1")).as("one heading: " + address).hasSize(1);
        return page;
    }

    private int status(String address) throws Exception {
        return perform(get(address)).getStatus();
    }

    private String to(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        var answer = perform(request);
        assertThat(answer.getStatus()).isEqualTo(303);
        return String.valueOf(answer.getRedirectedUrl());
    }

    private MockHttpServletResponse perform(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        var answer = browser.perform(request.accept("text/html", "*/*")
                        .header("Accept-Language", "it")
                        .with(csrf())
                        .with(authentication(dario.ticket())))
                .andReturn()
                .getResponse();
        answer.setDefaultCharacterEncoding("UTF-8");
        return answer;
    }
}

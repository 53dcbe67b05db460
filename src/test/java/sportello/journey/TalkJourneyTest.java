package sportello.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.casework.Consultancies;
import sportello.casework.Ending;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.testing.Alone;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.RunningProduct;
import sportello.testing.TestDatabase;

/// A talk in the own room, never recorded: two browsers, real media between them and none on the server (rules C9 to
/// C11, G10). The service is configured for anybody who logs in, so that the walk is the room's alone.
@Alone
class TalkJourneyTest {

    static final FakeCamera RED = FakeCamera.red();
    static final FakeCamera GREEN = FakeCamera.green();
    static final String SERVICE = "consultancy-companies";
    static final String POLICY = """
            code: consultancy-companies
            kinds: [DIREZIONE_PROVINCIALE]
            channels: [web]
            weekly:
              - {days: [TUESDAY], from: "09:00", to: "12:00"}
            preparation: TRIAGE
            venues: [OWN_ROOM]
            mostPeople: 4
            parties:
              - {role: intermediary, entersWith: login, required: true}
            retention: P10Y
            """;

    static RunningProduct product;
    static Demo demo;
    static Steps steps;

    CaseId talk;
    Entry dario;
    Actor.Official official;

    @BeforeAll
    static void open() throws Exception {
        var settings = new HashMap<>(TestDatabase.fresh());
        var data = Path.of(String.valueOf(settings.get("sportello.data")));
        Files.createDirectories(data.resolve("services"));
        Files.writeString(data.resolve("services").resolve(SERVICE + ".yaml"), POLICY);
        settings.put("sportello.media.janus", "off");
        product = RunningProduct.with(settings);
        demo = new Demo(product::url);
        steps = new Steps(product::url);
    }

    @AfterAll
    static void close() {
        product.close();
    }

    /// Booked, evaluated, the own room agreed: what the journey of the consultancy walks through page by page.
    @BeforeEach
    void agreed() {
        demo.clock("2027-03-01T10:00:00+01:00");
        var person = person("Dario");
        official = product.bean(Offices.class).officials(office()).stream()
                .filter(one -> one.person().equals(person("Carla")))
                .findFirst()
                .orElseThrow();
        var counters = product.bean(Offices.class).countersFor(SERVICE);
        var counter = counters.stream()
                .filter(one -> one.office().equals(official.office()))
                .findFirst()
                .orElseGet(() -> product.bean(Offices.class).openCounter(official.office(), SERVICE, 5));
        var by = new Actor.Citizen(person, Assurance.SUBSTANTIAL, null);
        var now = Instant.parse("2027-03-01T09:00:00Z");
        var hour = Instant.parse("2027-03-02T08:20:00Z");
        var hold = (Agenda.Holding.Held) product.bean(Agenda.class).hold(SERVICE, hour, person, counter.id(), now);
        var booked = (Bookings.Outcome.Booked) product.bean(Bookings.class)
                .confirm(
                        by,
                        SERVICE,
                        hold.hold().id(),
                        new Matter(Map.of("contact.mobile", "+393471234567", "note", "Contributi di marzo")),
                        IdempotencyKey.next());
        var file = product.bean(Cases.class)
                .ofAppointment(booked.appointment().id(), by)
                .orElseThrow();
        talk = file.id();
        var consultancies = product.bean(Consultancies.class);
        consultancies.take(talk, official);
        consultancies.accept(talk, "Va bene, ci sentiamo.", official);
        consultancies.agreeVenue(talk, Venue.OWN_ROOM, "", official);
        dario = product.bean(Rooms.class).entries(file.room()).stream()
                .filter(entry -> person.equals(entry.person()))
                .findFirst()
                .orElseThrow();
        demo.clock("2027-03-02T09:15:00+01:00");
    }

    @Test
    void theTwoSeeAndHearEachOtherAndNothingPassesByTheServer() {
        try (var carlas = Browser.with(RED);
                var darios = Browser.with(GREEN)) {
            var phone = darios.window(360, 780);
            var desk = carlas.window(1280, 900);
            try {
                walk(phone, desk);
            } catch (Throwable stopped) {
                picture("talk-stopped-dario", phone);
                picture("talk-stopped-carla", desk);
                throw stopped;
            } finally {
                end(talk);
            }
        }
    }

    private void walk(Page phone, Page desk) {
        enter(phone);
        steps.logIn(desk, "Carla");
        desk.navigate(product.url("/office/cases/" + talk + "/room"));
        assertThat(desk.getByText("Questo colloquio non è registrato").first()).isVisible();
        Barriers.none(desk, "talk before it opens");
        steps.button(desk, "Apri la sessione").click();
        steps.button(desk, "Fai entrare").click();
        Senses.sees(desk, GREEN);
        Senses.sees(phone, RED);
        Senses.hears(desk);
        Senses.hears(phone);
        assertThat(desk.locator("#recording")).isHidden();
        assertThat(phone.locator("#recording")).isHidden();
        assertThat(phone.getByText("Questo colloquio non è registrato").first()).isVisible();
        Barriers.none(phone, "talk, on the telephone");
        Barriers.none(desk, "talk, official");
        remember("talk-phone", phone);
        remember("talk-official", desk);

        text(phone, desk);
        cameraOffAndOn(phone, desk);

        phone.reload();
        Senses.sees(phone, RED);
        Senses.sees(desk, GREEN);
        Senses.hears(desk);
        desk.reload();
        Senses.sees(desk, GREEN);
        Senses.sees(phone, RED);
        Senses.hears(phone);
        assertThat(product.bean(JdbcClient.class)
                        .sql("select count(*) from meeting.recording")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /// Rule C9: who has no camera, or wants none, enters with the voice.
    @Test
    void nobodyNeedsACamera() {
        try (var carlas = Browser.with(RED);
                var darios = Browser.with(GREEN)) {
            var desk = carlas.window(1280, 900);
            var laptop = darios.window(1280, 800);
            laptop.context().addInitScript("""
                    const all = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
                    navigator.mediaDevices.getUserMedia = async wanted => {
                      if (wanted.video) throw new DOMException('no camera here', 'NotFoundError')
                      return all(wanted)
                    }
                    """);
            try {
                laptop.navigate(product.url("/device-test?camera=optional"));
                assertThat(laptop.getByText("La videocamera non è obbligatoria").first())
                        .isVisible();
                assertThat(laptop.locator("#state-video")).containsText("non serve");
                assertThat(laptop.locator("[data-problem=video-missing]")).isHidden();
                Barriers.none(laptop, "device test without a camera");
                remember("talk-device", laptop);
                enter(laptop);
                steps.logIn(desk, "Carla");
                desk.navigate(product.url("/office/cases/" + talk + "/room"));
                steps.button(desk, "Apri la sessione").click();
                steps.button(desk, "Fai entrare").click();
                Senses.sees(laptop, RED);
                Senses.hears(desk);
                Senses.hears(laptop);
                assertThat(desk.locator(".tile:not(.is-me) .initials")).isVisible();
                assertThat(desk.locator(".tile:not(.is-me) .initials")).hasText("DI");
                remember("talk-no-camera-official", desk);
                remember("talk-no-camera", laptop);
                desk.locator("#key-camera").click();
                assertThat(laptop.locator(".tile:not(.is-me) .initials")).isVisible();
                Senses.hears(laptop);
                Barriers.none(laptop, "talk without a camera");
            } catch (Throwable stopped) {
                picture("talk-stopped-dario", laptop);
                picture("talk-stopped-carla", desk);
                throw stopped;
            } finally {
                end(talk);
            }
        }
    }

    private void enter(Page page) {
        steps.logIn(page, "Dario");
        page.navigate(product.url("/rooms/" + dario.publicRef()));
        assertThat(page.locator("h1")).hasText("Entra nella stanza");
        assertThat(page.locator("input[name=code]")).hasCount(0);
        assertThat(page.getByText("Questo colloquio non è registrato").first()).isVisible();
        assertThat(page.getByText("documento d'identità valido").first()).isVisible();
        Barriers.none(page, "door");
        remember("talk-door", page);
        steps.button(page, "Entra").click();
        assertThat(page.locator("h1")).hasText("Sei in sala d'attesa");
        Barriers.none(page, "waiting for a talk");
        remember("talk-wait", page);
    }

    private static void text(Page phone, Page desk) {
        phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Scrivi"))
                .click();
        assertThat(phone.getByText("i file non passano da qui").first()).isVisible();
        assertThat(phone.locator("#text input[type=file]")).hasCount(0);
        phone.locator("#write").fill("La matricola è quella");
        assertThat(desk.locator("#saying")).containsText("La matricola è quella");
        phone.locator("#write").press("Enter");
        assertThat(desk.locator("#said")).containsText("La matricola è quella");
        desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Scrivi"))
                .click();
        desk.locator("#write").fill("Grazie");
        desk.locator("#write").press("Enter");
        assertThat(phone.locator("#said")).containsText("Grazie");
        remember("talk-text-phone", phone);
        phone.keyboard().press("Escape");
        phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Documenti"))
                .click();
        assertThat(phone.locator("#papers")).containsText("non si mandano file");
        assertThat(phone.locator("#papers a")).hasAttribute("href", Pattern.compile("/appointments/.+"));
        phone.keyboard().press("Escape");
        desk.keyboard().press("Escape");
    }

    private static void cameraOffAndOn(Page phone, Page desk) {
        phone.locator("#key-camera").click();
        assertThat(desk.locator(".tile:not(.is-me) .initials")).isVisible();
        Senses.hears(desk);
        assertThat((Boolean) phone.evaluate("document.querySelector('.tile.is-me video').srcObject === null"))
                .isTrue();
        phone.locator("#key-camera").click();
        assertThat(desk.locator(".tile:not(.is-me) .initials")).isHidden();
        Senses.sees(desk, GREEN);
    }

    private static PersonId person(String name) {
        return new PersonId(product.bean(JdbcClient.class)
                .sql("select id from identity.person where given_name = :name")
                .param("name", name)
                .query(UUID.class)
                .single());
    }

    private static UUID office() {
        return UUID.fromString("0197f000-0000-7000-8000-000000000001");
    }

    private static void remember(String name, Page page) {
        if ("1".equals(System.getenv("SPORTELLO_PICTURES"))) picture(name + "-" + page.viewportSize().width, page);
    }

    private static void picture(String name, Page page) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "journey", name + ".png")));
    }

    private void end(CaseId talk) {
        var held = new Ending(Ending.How.HELD, "", "fine della prova", true);
        product.bean(Consultancies.class).finish(talk, held, official, IdempotencyKey.next());
    }
}

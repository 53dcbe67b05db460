package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.agenda.Agenda;
import sportello.agenda.Openings;
import sportello.audit.Doer;
import sportello.booking.Bookings;
import sportello.booking.Displacements;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;
import sportello.web.security.SignedIn;

/// Bruno's pages of one appointment: each says how things stand, whichever is opened again later, and the code's page
/// what became of the SMS, in his language.
@SportelloTest
class SettledAppointmentTest {

    private static final Instant MONDAY = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant THURSDAY_0920 = Instant.parse("2027-03-04T08:20:00Z");

    @Autowired
    MockMvc browser;

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    Offices offices;

    @Autowired
    Agenda agenda;

    @Autowired
    Bookings bookings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Openings openings;

    @Autowired
    Displacements displacements;

    private UUID office;
    private Actor.Citizen bruno;
    private UUID id;
    private String page;

    @BeforeEach
    void brunoHasBooked() {
        clock.moveTo(MONDAY);
        office = offices.open(new Office(
                        UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false))
                .id();
        var counter = offices.openCounter(office, Services.DELEGATION, 1);
        var person = people.identified(
                "Bruno", "Prova", TaxCodes.next(), null, new Contacts(null, null, "it"), Doer.system("test"));
        bruno = new Actor.Citizen(person.id(), Assurance.SUBSTANTIAL, null);
        var held = (Agenda.Holding.Held)
                agenda.hold(Services.DELEGATION, THURSDAY_0920, person.id(), counter.id(), clock.instant());
        var booked = (Bookings.Outcome.Booked)
                bookings.confirm(bruno, Services.DELEGATION, held.hold().id(), matter(), IdempotencyKey.next());
        id = booked.appointment().id().value();
        page = "/appointments/" + id;
    }

    private static Matter matter() {
        return new Matter(Map.ofEntries(
                Map.entry("delegator.given_name", "Anna"),
                Map.entry("delegator.family_name", "Delegante"),
                Map.entry("delegator.tax_code", "DLGNNA41C42A944U"),
                Map.entry("delegator.born_on", "1941-03-02"),
                Map.entry("delegator.language", "it"),
                Map.entry("situation", "signs"),
                Map.entry("declares.cannot_come", "yes"),
                Map.entry("declares.no_identity", "yes"),
                Map.entry("contact.mobile", "+393330003333")));
    }

    @AfterEach
    void theClockGoesOn() {
        clock.reset();
    }

    @Test
    void whatWasCancelledIsNotConfirmedMovedOrGivenACode() throws Exception {
        for (var place : List.of("/receipt", "/move", "/code"))
            assertThat(see(page + place, "it").getStatus()).as(place).isEqualTo(200);
        assertThat(send(post(page + "/cancellation")).getHeader("Location")).isEqualTo(page + "?cancelled");

        for (var place : List.of("/receipt", "/move"))
            assertThat(see(page + place, "it").getHeader("Location")).as(place).isEqualTo(page + "?cancelled");
        assertThat(see(page + "/code", "it").getHeader("Location")).isEqualTo(page + "?settled");
        assertThat(send(post(page + "/code")).getHeader("Location")).isEqualTo(page + "?settled");
    }

    @Test
    void whoHasAnAppointmentLearnsSoBeforeTypingAnything() throws Exception {
        assertThat(see("/book", "it").getContentAsString())
                .contains("Hai già un appuntamento: giovedì 4 marzo, ore 9:20", "href=\"" + page + "\"");
        assertThat(send(post("/book").param("service", Services.DELEGATION)).getHeader("Location"))
                .isEqualTo(page + "?already");
    }

    @Test
    void aPageOpenedBeforeTheAppointmentWasMovedSaysThatItIs() throws Exception {
        var key = UUID.randomUUID().toString();
        assertThat(move(key, "2027-03-04T08:40:00Z")).isEqualTo(page + "?moved");
        assertThat(move(key, "2027-03-04T09:00:00Z")).isEqualTo(page + "/move?again");
        assertThat(see(page + "/move?again=", "it").getContentAsString())
                .contains("già spostato: adesso è giovedì 4 marzo, ore 9:40");
    }

    /// Rule G9: no page says "come" where nobody will be, and none goes on asking once somebody will.
    @Test
    void whoWasAskedToChooseAnotherHourSeesItFirstWhereverTheyLook() throws Exception {
        var elena =
                offices.employ(new PersonId(UUID.randomUUID()), office, "responsabile", Set.of(Right.MANAGE_OFFICE));
        openings.close(office, LocalDate.of(2027, 3, 4), "guasto", elena, clock.instant());
        assertThat(see("/home", "it").getContentAsString())
                .as("the office may still call")
                .doesNotContain("Scegli un'altra ora");

        assertThat(displacements.askAll(elena)).isEqualTo(1);
        assertThat(displacements.askAll(elena)).as("asked again").isZero();
        for (var place : List.of("/home", page))
            assertThat(see(place, "it").getContentAsString())
                    .as(place)
                    .contains(
                            "Scegli un'altra ora",
                            "in quel momento lo sportello non può riceverti",
                            "class=\"btn btn-primary\" href=\"" + page + "/move\"");
        assertThat(see("/home", "de").getContentAsString()).contains("Wählen Sie eine andere Uhrzeit");

        openings.reopen(office, LocalDate.of(2027, 3, 4), elena, clock.instant());
        for (var place : List.of("/home", page, page + "/move"))
            assertThat(see(place, "it").getContentAsString())
                    .as(place)
                    .doesNotContain("in quel momento lo sportello non può", "L'ufficio ti chiede");
    }

    /// Who needs an interpreter sees that one was asked for, before confirming and ever after.
    @Test
    void theHelpAskedForIsSaidOnEveryPage() throws Exception {
        assertThat(send(post(page + "/cancellation")).getStatus()).isEqualTo(303);
        var hold = ((Agenda.Holding.Held)
                        agenda.hold(Services.DELEGATION, THURSDAY_0920, bruno.person(), null, clock.instant()))
                .hold()
                .id();
        var stated = new HashMap<>(matter().answers());
        stated.put("needs", "en lis");
        var typed = new HashMap<>(stated);
        typed.putAll(Map.of("delegator.born_day", "2", "delegator.born_month", "3", "delegator.born_year", "1941"));
        typed.put("seen.contact.mobile", "yes");
        bookings.saveDraft(bruno, Services.DELEGATION, typed, Optional.of(hold));
        assertThat(see("/book/" + Services.DELEGATION + "/summary", "it").getContentAsString())
                .contains("Lingua e aiuti", "inglese, interprete della lingua dei segni italiana (LIS)");
        var booked = (Bookings.Outcome.Booked)
                bookings.confirm(bruno, Services.DELEGATION, hold, new Matter(stated), IdempotencyKey.next());
        for (var place : List.of("", "/receipt"))
            assertThat(see("/appointments/" + booked.appointment().id() + place, "it")
                            .getContentAsString())
                    .as(place)
                    .contains("inglese, interprete della lingua dei segni italiana (LIS)");
    }

    private String move(String key, String hour) throws Exception {
        return String.valueOf(
                send(post(page + "/move").param("idempotency_key", key).param("hour", hour))
                        .getHeader("Location"));
    }

    @Test
    void whatBecameOfTheSmsIsSaidInTheLanguageOfThePageWithWhatToDo() throws Exception {
        becomes("FAILED", "sms-undeliverable");
        assertThat(see(page + "/code", "de").getContentAsString())
                .contains("Das Telefon wurde nicht gefunden", "Rufen Sie uns an")
                .doesNotContain("con il codice");
        becomes("FAILED", "sms-expired");
        assertThat(see(page + "/code", "it").getContentAsString()).contains("chiedi un nuovo codice");
        becomes("WITHHELD", "too-many");
        assertThat(see(page + "/code", "it").getContentAsString()).contains("Chiedine uno domani, oppure chiamaci");
        becomes("FAILED", "link-lost");
        assertThat(see(page + "/code", "en").getContentAsString()).contains("it is not your fault");
    }

    private void becomes(String state, String trouble) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("""
                        update notification.outbox set state = :state, trouble = :trouble
                         where appointment_id = :id and kind = 'sms' and state <> 'QUEUED'
                        """)
                                .param("state", state)
                                .param("trouble", trouble)
                                .param("id", id)
                                .update()
                        > 0);
    }

    private MockHttpServletResponse see(String place, String language) throws Exception {
        return send(get(place).header("Accept-Language", language));
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return browser.perform(request.with(authentication(
                                new SignedIn(bruno.person(), Assurance.SUBSTANTIAL, SignedIn.ME).ticket()))
                        .with(csrf())
                        .accept("text/html"))
                .andReturn()
                .getResponse();
    }
}

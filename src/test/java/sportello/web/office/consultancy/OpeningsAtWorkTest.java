package sportello.web.office.consultancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.identity.spi.CapacitySource;
import sportello.notification.Inbox;
import sportello.offices.Counter;
import sportello.testing.SportelloTest;
import sportello.web.security.SignedIn;

/// What Elena does with her counters, and what it means for Dario, who has booked (rule G9).
@SportelloTest
class OpeningsAtWorkTest {

    @Autowired
    MockMvc browser;

    @Autowired
    ApplicationContext context;

    @Autowired
    Bookings bookings;

    @Autowired
    Inbox inbox;

    @Autowired
    List<CapacitySource> capacities;

    UnitsDay unit;
    Actor.Official elena;
    Counter counter;
    Appointment appointment;

    @BeforeEach
    void book() {
        unit = new UnitsDay(context::getBean, UnitsDay.newOffice(context::getBean));
        var carla = unit.official("Carla", Right.HOLD_MEETINGS);
        elena = unit.official("Elena", Right.MANAGE_OFFICE);
        var id = unit.booked(carla, unit.firm("Officina del Reno"), UnitsDay.TUESDAY, "09:20");
        appointment = bookings.find(
                        unit.consultancies.find(id, carla).orElseThrow().appointment())
                .orElseThrow();
        counter = unit.offices.counter(appointment.counter()).orElseThrow();
    }

    String address() {
        return "/office/openings/" + counter.id();
    }

    static final String[] TUESDAY_MORNING = {
        "kind", "suspended",
        "suspended.from", UnitsDay.TUESDAY.toString(),
        "suspended.from_time", "09:00",
        "suspended.until", UnitsDay.TUESDAY.toString(),
        "suspended.until_time", "10:00",
        "suspended.why", "assenza"
    };

    static String[] and(String[] fields, String... more) {
        return Stream.of(fields, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void aSuspensionIsShownBeforeItIsKeptAndWhoNoLongerFitsIsAskedToChoose() throws Exception {
        assertThat(page(elena.person(), "/office/openings")
                        .select("#moving ~ *, #moving")
                        .text())
                .contains("Nessuno.");

        var preview = parsed(send(elena, address() + "/changes", TUESDAY_MORNING), 200);
        assertThat(preview.select("main").text()).contains("1 appuntamento resta fuori", "9:20");
        assertThat(page(elena.person(), "/office/openings").select("#moving").text())
                .contains("Nessuno.");

        var kept = send(elena, address() + "/changes", and(TUESDAY_MORNING, "sure", "yes"));
        assertThat(kept.getRedirectedUrl()).isEqualTo("/office/openings?done#moving");
        assertThat(bookings.find(appointment.id())).contains(appointment);
        var row = page(elena.person(), "/office/openings").select("#moving tbody tr");
        assertThat(row.text()).contains("9:20", "Lo sportello è sospeso.", "Da spostare");

        var moving = row.select("a").attr("href");
        assertThat(page(elena.person(), moving).select("button[name=hour]")).isNotEmpty();
        assertThat(send(elena, moving + "/requests").getStatus()).isEqualTo(303);
        assertThat(page(elena.person(), "/office/openings")
                        .select("#moving tbody tr")
                        .text())
                .contains("Richiesta inviata");
        assertThat(inbox.of(appointment.bookedBy(), Locale.ITALIAN, 10))
                .anyMatch(notice -> notice.title().startsWith("Scegli un'altra ora"));

        assertThat(page(appointment.bookedBy(), "/appointments/" + appointment.id())
                        .select("main a.btn-primary")
                        .attr("href"))
                .as("what to do now")
                .isEqualTo("/appointments/" + appointment.id() + "/move");
        var choose = page(appointment.bookedBy(), "/appointments/" + appointment.id() + "/move");
        assertThat(choose.select("[role=alert]").text()).contains("L'ufficio ti chiede di scegliere un'altra ora");
        var form = choose.select("form:has(button[name=hour])").getFirst();
        send(
                appointment.bookedBy(),
                form.attr("action"),
                "idempotency_key",
                form.select("[name=idempotency_key]").attr("value"),
                "hour",
                form.select("button[name=hour]").attr("value"));
        assertThat(bookings.find(appointment.id()).orElseThrow().startsAt()).isNotEqualTo(appointment.startsAt());
        assertThat(page(elena.person(), "/office/openings").select("#moving").text())
                .contains("Nessuno.");
    }

    @Test
    void afterACallSheMovesItHerself() throws Exception {
        send(elena, address() + "/changes", and(TUESDAY_MORNING, "sure", "yes"));
        var moving = "/office/openings/moving/" + appointment.id();
        var form = page(elena.person(), moving)
                .select("form:has(button[name=hour])")
                .getFirst();
        var hour = form.select("button[name=hour]").attr("value");
        var moved = send(
                elena,
                moving + "/moves",
                "idempotency_key",
                form.select("[name=idempotency_key]").attr("value"),
                "hour",
                hour);
        assertThat(moved.getRedirectedUrl()).isEqualTo("/office/openings?done=moved#moving");
        assertThat(page(elena.person(), "/office/openings?done=moved")
                        .select("#moving")
                        .text())
                .contains("l'appuntamento è spostato");
        assertThat(bookings.find(appointment.id()).orElseThrow().startsAt()).hasToString(hour);
    }

    /// A change that the rules forbid is not first shown as if it could be kept.
    @Test
    void whatCannotBeKeptIsSaidBeforeItIsKept() throws Exception {
        var tuesday = UnitsDay.TUESDAY.toString();
        var overlapping = send(
                elena,
                address() + "/changes",
                "kind",
                "week",
                "week.from",
                tuesday,
                "week.monday",
                "9-12, 11-14",
                "week.slot",
                "20",
                "week.desks",
                "1",
                "week.kept",
                "0");
        var said = parsed(overlapping, 422);
        assertThat(said.select("#week-monday-err").text()).contains("Due fasce di ore dello stesso giorno");
        assertThat(said.select("#errors").text()).contains("Non è cambiato ancora niente.");
        String[] closed = {"kind", "closed", "closed.from", tuesday, "closed.until", tuesday, "closed.why", "trasloco"};
        send(elena, address() + "/changes", and(closed, "sure", "yes"));
        assertThat(parsed(send(elena, address() + "/changes", closed), 422)
                        .select("#closed-from-err")
                        .text())
                .contains("già chiuso");
        assertThat(page(elena.person(), address()).select("main").text())
                .contains("Chiuso", "Solo martedì 2 marzo")
                .doesNotContain("09:00–12:00, 11:00–14:00");
    }

    @Test
    void whatNoFormOfOursSendsIsSaidAndNotAMishap() throws Exception {
        var tuesday = UnitsDay.TUESDAY.toString();
        String[] pause = {
            "kind",
            "pause",
            "pause.from",
            tuesday,
            "pause.begin",
            "10:00",
            "pause.end",
            "11:00",
            "pause.why",
            "x",
            "pause.weekday",
            "FUNDAY"
        };
        assertThat(send(elena, address() + "/changes", pause).getStatus()).isEqualTo(422);
        String[] far = {"office.day", "+999999999-12-31", "office.why", "sciopero", "sure", "yes"};
        assertThat(parsed(send(elena, "/office/openings/closures", far), 422)
                        .select("#office-day-err")
                        .text())
                .contains("Scrivi una data");
    }

    @Test
    void aChangeLeadsToThoseToMoveOnlyIfItPutsSomebodyOut() throws Exception {
        send(elena, address() + "/changes", and(TUESDAY_MORNING, "sure", "yes"));
        assertThat(send(elena, address() + "/changes", "kind", "lead", "lead.from", "2", "lead.to", "20", "sure", "yes")
                        .getRedirectedUrl())
                .isEqualTo(address() + "?done");
    }

    @Test
    void allWhoNoLongerFitAreAskedAtOnce() throws Exception {
        var carla = unit.official("Carla", Right.HOLD_MEETINGS);
        var other = unit.booked(carla, unit.firm("Forno del Reno"), UnitsDay.TUESDAY, "09:40");
        var second = bookings.find(
                        unit.consultancies.find(other, carla).orElseThrow().appointment())
                .orElseThrow();
        String[] closed = {"office.day", UnitsDay.TUESDAY.toString(), "office.why", "guasto", "sure", "yes"};
        send(elena, "/office/openings/closures", closed);
        assertThat(page(elena.person(), "/office/openings")
                        .select("#moving form[action=/office/openings/requests] button")
                        .text())
                .isEqualTo("Chiedi a tutti di scegliere");

        assertThat(send(elena, "/office/openings/requests").getRedirectedUrl())
                .isEqualTo("/office/openings?done=asked#moving");
        send(elena, "/office/openings/requests");
        assertThat(inbox.of(appointment.bookedBy(), Locale.ITALIAN, 20))
                .filteredOn(notice -> notice.title().startsWith("Scegli un'altra ora"))
                .as("each once, however often it is pressed")
                .hasSize(2);
        var moving = page(elena.person(), "/office/openings").select("#moving");
        assertThat(moving.select("tbody .is-now")).hasSize(2);
        assertThat(moving.select("form[action=/office/openings/requests]")).isEmpty();
        assertThat(bookings.find(appointment.id())).contains(appointment);
        assertThat(bookings.find(second.id())).contains(second);
    }

    @Test
    void slotsAreShortenedFromADayOnAndTheBookedStay() throws Exception {
        var shorter = new String[] {"kind", "slots", "slots.from", UnitsDay.TUESDAY.toString(), "slots.slot", "10"};
        assertThat(parsed(send(elena, address() + "/changes", shorter), 200).text())
                .contains("Nessun appuntamento resta fuori");
        assertThat(send(elena, address() + "/changes", and(shorter, "sure", "yes"))
                        .getRedirectedUrl())
                .isEqualTo(address() + "?done");
        assertThat(page(elena.person(), address()).select("main").text()).contains("ogni 10 minuti");
        assertThat(bookings.find(appointment.id())).contains(appointment);
    }

    @Test
    void aCounterIsCopiedWithItsHoursAndOtherDesks() throws Exception {
        send(
                elena,
                address() + "/changes",
                "kind",
                "day",
                "day.day",
                UnitsDay.TUESDAY.plusWeeks(1).toString(),
                "day.hours",
                "15-16.30",
                "day.slot",
                "30",
                "day.desks",
                "2",
                "day.kept",
                "1",
                "sure",
                "yes");
        String[] copy = {"copy.desks", "4", "idempotency_key", UUID.randomUUID().toString()};
        var copied =
                Objects.requireNonNull(send(elena, address() + "/copies", copy).getRedirectedUrl());
        assertThat(send(elena, address() + "/copies", copy).getRedirectedUrl())
                .as("a double click")
                .isEqualTo(copied);
        assertThat(page(elena.person(), "/office/openings").select("main").text())
                .contains("sportello 2")
                .doesNotContain("sportello 3");
        var page = page(elena.person(), copied.substring(0, copied.indexOf('?')));
        assertThat(page.select("h1").text()).endsWith("sportello 2");
        assertThat(page.select("main").text()).contains("15:00–16:30, ogni 30 minuti, 3 postazioni e 1 per i canali");
    }

    @Test
    void whatCannotBeReadIsSaidBesideItsFieldAndKept() throws Exception {
        var wrong = parsed(
                send(
                        elena,
                        address() + "/changes",
                        "kind",
                        "week",
                        "week.from",
                        UnitsDay.TUESDAY.toString(),
                        "week.monday",
                        "dalle nove",
                        "week.slot",
                        "20",
                        "week.desks",
                        "1",
                        "week.kept",
                        "0"),
                422);
        assertThat(wrong.select("#week-monday").attr("value")).isEqualTo("dalle nove");
        assertThat(wrong.select("#week-monday-err").text()).contains("9:00-12:00, 14:00-16:00");
        assertThat(wrong.select("details[open]")).hasSize(1);
    }

    @Test
    void placesOfferedAndBookedStandBesideEachOther() throws Exception {
        var weeks = page(elena.person(), address()).select("table.demand tbody tr");
        // Five days of twelve slots at three desks, one place booked this Tuesday.
        assertThat(weeks.get(3).select("td").eachText()).startsWith("180", "1", "0");
        assertThat(weeks.get(4).select("td").eachText()).startsWith("180", "0", "0", "180");
    }

    @Test
    void anotherOfficesManagerFindsNothing() throws Exception {
        var stranger = new UnitsDay(context::getBean, UnitsDay.newOffice(context::getBean))
                .official("Elena", Right.MANAGE_OFFICE);
        assertThat(look(stranger.person(), address()).getStatus()).isEqualTo(404);
        assertThat(send(stranger, address() + "/changes", TUESDAY_MORNING).getStatus())
                .isEqualTo(404);
        assertThat(send(
                                stranger,
                                address() + "/copies",
                                "copy.desks",
                                "1",
                                "idempotency_key",
                                UUID.randomUUID().toString())
                        .getStatus())
                .isEqualTo(404);
        send(elena, address() + "/changes", and(TUESDAY_MORNING, "sure", "yes"));
        assertThat(look(stranger.person(), "/office/openings/moving/" + appointment.id())
                        .getStatus())
                .isEqualTo(404);
        assertThat(send(stranger, "/office/openings/moving/" + appointment.id() + "/requests")
                        .getStatus())
                .isEqualTo(404);
    }

    private Document page(PersonId who, String address) throws Exception {
        return parsed(look(who, address), 200);
    }

    private static Document parsed(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        return Jsoup.parse(answer.getContentAsString());
    }

    private MockHttpServletResponse look(PersonId who, String address) throws Exception {
        return perform(get(URI.create(address)), who);
    }

    private MockHttpServletResponse send(Actor.Official who, String address, String... fields) throws Exception {
        return send(who.person(), address, fields);
    }

    private MockHttpServletResponse send(PersonId who, String address, String... fields) throws Exception {
        var form = post(URI.create(address)).with(csrf());
        for (int i = 0; i < fields.length; i += 2) form.param(fields[i], fields[i + 1]);
        return perform(form, who);
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request, PersonId who) throws Exception {
        var key = capacities.stream()
                .flatMap(source -> source.capacitiesOf(who).stream())
                .map(CapacitySource.Capacity::key)
                .findFirst()
                .orElseThrow();
        return browser.perform(request.accept("text/html")
                        .header("Accept-Language", "it")
                        .with(authentication(new SignedIn(who, Assurance.HIGH, key).ticket())))
                .andReturn()
                .getResponse();
    }
}

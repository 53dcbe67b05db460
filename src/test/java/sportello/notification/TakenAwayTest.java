package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.audit.Doer;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Matter;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.platform.Reference;
import sportello.testing.SportelloTest;

/// What a person takes away from an appointment: the calendar file and form AA08 filled in (rule D8).
@SportelloTest
class TakenAwayTest {

    static final Instant TUESDAY_0920 = Instant.parse("2027-03-02T08:20:00Z");

    @Autowired
    CalendarFile calendar;

    @Autowired
    FormAa08 form;

    @Autowired
    People people;

    @Test
    void theCalendarFileHoldsTheHourAndTheWayInAndNoCode() throws Exception {
        var appointment = appointment();
        var text = new String(calendar.of(appointment, Locale.ITALIAN), StandardCharsets.UTF_8);
        var read = new CalendarBuilder().build(new StringReader(text));
        var event = read.<VEvent>getComponent("VEVENT").orElseThrow();
        assertThat(event.getProperty("DTSTART").orElseThrow().getValue()).isEqualTo("20270302T082000Z");
        assertThat(event.getProperty("DTEND").orElseThrow().getValue()).isEqualTo("20270302T084000Z");
        assertThat(event.getUid().orElseThrow().getValue())
                .startsWith(appointment.id().toString());
        assertThat(text).contains("/home").doesNotContainPattern("\\b\\d{6}\\b");
    }

    @Test
    void theFormNamesBothAndIsOnePage() throws Exception {
        try (var document = Loader.loadPDF(form.filled(appointment(), Locale.ITALIAN))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Modulo AA08", "Anna Delegante", "DLGNNA41C42A944U", "2/3/1941", "Bruno", "Firma");
        }
    }

    private Appointment appointment() {
        var bruno = people.identified(
                "Bruno",
                "Delegato",
                new FiscalCode("DLGBRN71E14A944W"),
                null,
                new Contacts("+393331234567", null, "it"),
                Doer.system("test"));
        return new Appointment(
                new AppointmentId(UUID.randomUUID()),
                Reference.next(),
                "delegation-web-meeting",
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                bruno.id(),
                bruno.id().value(),
                TUESDAY_0920,
                TUESDAY_0920.plusSeconds(1200),
                Appointment.Status.BOOKED,
                0,
                new Matter(Map.of(
                        "delegator.given_name", "Anna",
                        "delegator.family_name", "Delegante",
                        "delegator.tax_code", "DLGNNA41C42A944U",
                        "delegator.born_on", "1941-03-02")));
    }
}

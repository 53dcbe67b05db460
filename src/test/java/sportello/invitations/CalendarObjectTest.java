package sportello.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nothing somebody typed breaks the calendar object or adds to it.
class CalendarObjectTest {

    private static final String NAME = "Dario \"D\"\r\nATTENDEE:mailto:b@example.org\r\nX;Y:Z";

    @ParameterizedTest
    @CsvSource({
        "dario+inps@example.org, mailto:dario+inps@example.org",
        "a|b^c`{d}@example.org, mailto:a%7Cb%5Ec%60%7Bd%7D@example.org",
        "dario?bcc=b%40example.com&x@example.org, mailto:dario%3Fbcc%3Db%2540example.com%26x@example.org",
        "a\\b#c%zz@example.org, mailto:a%5Cb%23c%25zz@example.org"
    })
    void anAddressIsEscaped(String typed, String written) throws Exception {
        assertThat(event(typed, "Dario").getRequiredProperty(Property.ATTENDEE).getValue())
                .isEqualTo(written);
    }

    @Test
    void aNameAddsNobody() throws Exception {
        assertThat(event("dario@example.org", NAME).getProperties(Property.ATTENDEE))
                .hasSize(1);
    }

    private static VEvent event(String to, String name) throws Exception {
        var letter = new Letter(
                to,
                name,
                Locale.ITALIAN,
                "Appuntamento INPS Sede",
                List.of("Riga\r\nEND:VEVENT\r\nBEGIN:VALARM"),
                "Qui\r\nX-EVIL:1",
                Instant.parse("2027-03-02T08:20:00Z"),
                Instant.parse("2027-03-02T08:40:00Z"));
        var from = new Mailbox("unita@example.org", "U.O.", null, null);
        var text = new CalendarObject("uid@example.org", 0, false, from, letter).text();
        var calendar = new CalendarBuilder().build(new StringReader(text));
        assertThat(calendar.getComponents(Component.VEVENT)).hasSize(1);
        var event = (VEvent) calendar.getComponents(Component.VEVENT).getFirst();
        assertThat(event.getAlarms()).isEmpty();
        assertThat(event.getProperties("X-EVIL")).isEmpty();
        return event;
    }
}

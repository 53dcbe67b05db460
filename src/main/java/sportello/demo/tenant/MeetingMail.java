package sportello.demo.tenant;

import java.net.URI;
import java.time.Instant;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import tools.jackson.databind.node.ObjectNode;

/// The mail that leaves from the organizer's mailbox when a meeting changes.
record MeetingMail(ObjectNode event, String from, String to, String method) {

    Sent sent(String key) {
        var starts = Instant.parse(event.path("_start").asString());
        var ends = Instant.parse(event.path("_end").asString());
        var subject = event.path("subject").asString();
        return new Sent(
                key,
                from,
                to,
                method.equals("CANCEL") ? "Annullato: " + subject : subject,
                plain(event.path("body").path("content").asString("")),
                method,
                event.path("iCalUId").asString(),
                event.path("_sequence").asInt(),
                starts,
                ends,
                calendar(subject, starts, ends));
    }

    private String calendar(String subject, Instant starts, Instant ends) {
        var meeting = new VEvent(starts, ends, subject);
        meeting.add(new Uid(event.path("iCalUId").asString()));
        meeting.add(new Sequence(event.path("_sequence").asInt()));
        meeting.add(new Organizer(URI.create("mailto:" + from)));
        var attendee = new Attendee(URI.create("mailto:" + to));
        attendee.add(Rsvp.TRUE);
        meeting.add(attendee);
        meeting.add(new Status(method.equals("CANCEL") ? Status.VALUE_CANCELLED : Status.VALUE_CONFIRMED));
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Sportello//Tenant of the demonstration//IT"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(new Method(method));
        calendar.add(meeting);
        return calendar.toString();
    }

    private static String plain(String html) {
        return html.replaceAll("(?i)</p>\\s*", "\n\n")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .strip();
    }
}

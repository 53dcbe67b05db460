package sportello.invitations;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.CuType;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/// An iTIP message (RFC 5546). Hours are instants (UTC): every calendar reads them, none shifts them at a clock change.
record CalendarObject(String uid, int sequence, boolean cancelled, Mailbox from, Letter letter) {

    static CalendarObject of(InvitationRow row, boolean cancelled, Mailbox from, Letter letter) {
        return new CalendarObject(
                row.caseId() + "-" + row.generation() + "@" + from.domain(), row.seq(), cancelled, from, letter);
    }

    String method() {
        return cancelled ? "CANCEL" : "REQUEST";
    }

    String text() {
        var event = new VEvent(
                letter.startsAt().truncatedTo(ChronoUnit.SECONDS),
                letter.endsAt().truncatedTo(ChronoUnit.SECONDS),
                letter.subject());
        event.replace(new DtStamp(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        event.add(new Uid(uid));
        event.add(new Sequence(sequence));
        event.add(organizer());
        event.add(attendee());
        event.add(new Status(cancelled ? Status.VALUE_CANCELLED : Status.VALUE_CONFIRMED));
        event.add(new Transp(Transp.VALUE_OPAQUE));
        event.add(new Location(letter.place()));
        event.add(new Description(letter.text().strip()));
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Sportello//IT"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Method(method()));
        calendar.add(event);
        return folded(calendar);
    }

    /// Lines stay under 75 octets, accents counted twice.
    private static String folded(Calendar calendar) {
        var text = new StringWriter();
        try {
            new CalendarOutputter(true, 60).output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private Organizer organizer() {
        var property = new Organizer(mailto(from.address()));
        property.add(new Cn(from.name() == null ? from.address() : from.name()));
        return property;
    }

    private Attendee attendee() {
        var property = new Attendee(mailto(letter.to()));
        property.add(CuType.INDIVIDUAL);
        property.add(Role.REQ_PARTICIPANT);
        property.add(PartStat.NEEDS_ACTION);
        property.add(cancelled ? Rsvp.FALSE : Rsvp.TRUE);
        var name = letter.name().replaceAll("[\\p{Cc}\"]+", " ").strip();
        if (!name.isEmpty()) property.add(new Cn(name));
        return property;
    }

    /// Signs that an address may hold and a `mailto:` may not are escaped (RFC 6068).
    private static URI mailto(String address) {
        var written = new StringBuilder("mailto:");
        address.codePoints().forEach(sign -> {
            var character = Character.toString(sign);
            if (sign > 0x7f || Character.isLetterOrDigit(sign) || "@.!$'*+_~-".indexOf(sign) >= 0)
                written.append(character);
            else for (var octet : character.getBytes(StandardCharsets.UTF_8)) written.append("%%%02X".formatted(octet));
        });
        return URI.create(written.toString());
    }
}

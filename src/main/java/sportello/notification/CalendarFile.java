package sportello.notification;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy;
import sportello.identity.Actor;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.offices.Venue;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// An appointment as a calendar file: the hour and the way in, never the code (rule D13).
@Component
public class CalendarFile {

    private static final Actor.System ITSELF = new Actor.System("notification");

    private final Words words;
    private final PublicAddress address;
    private final Services services;
    private final Offices offices;
    private final Consultancies consultancies;

    CalendarFile(Words words, PublicAddress address, Services services, Offices offices, Consultancies consultancies) {
        this.words = words;
        this.address = address;
        this.services = services;
        this.offices = offices;
        this.consultancies = consultancies;
    }

    /// UTF-8 bytes of an iCalendar object. Hours are instants, so no calendar shifts them at a clock change.
    public byte[] of(Appointment appointment, Locale language) {
        var policy = services.find(appointment.service());
        var byCode = policy.map(Family::of).filter(Family.BY_CODE::equals).isPresent();
        var stem = byCode ? "message.calendar." : "message.calendar.booker.";
        var link = address.of(byCode ? "/home" : "/appointments/" + appointment.id());
        var service = words.say(language, "service." + appointment.service() + ".short");
        var title = words.say(language, stem + "title", Map.of("service", service));
        var event = new VEvent(
                appointment.startsAt().truncatedTo(ChronoUnit.SECONDS),
                appointment.endsAt().truncatedTo(ChronoUnit.SECONDS),
                title);
        event.add(new Uid(appointment.id() + "@sportello"));
        event.add(new Sequence((int) appointment.version()));
        var office = offices.find(appointment.office()).map(Office::name).orElse("");
        var consultation = policy.map(ServicePolicy::cassetto).isPresent();
        if (consultation) event.add(new Location(office));
        event.add(new Description(
                consultation
                        ? consultancy(appointment, office, link, language)
                        : words.say(
                                language,
                                stem + "what",
                                Map.of("reference", appointment.reference().spoken(), "link", link))));
        event.add(new Url(java.net.URI.create(link)));
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Sportello//IT"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(event);
        if (event.getProperty("DTSTAMP").isEmpty()) event.add(new DtStamp(java.time.Instant.now()));
        return calendar.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// At which point, how the two sides talk as agreed so far (rule C7), that nothing is recorded (rule C11).
    private String consultancy(Appointment appointment, String office, String link, Locale language) {
        var venue = consultancies
                .ofAppointment(appointment.id(), ITSELF)
                .map(Consultancy::venue)
                .map(Venue::name)
                .orElse("none");
        return words.say(
                language,
                "message.calendar.consultancy.what",
                Map.of(
                        "point",
                        words.say(language, "service." + appointment.service() + ".point"),
                        "office",
                        office,
                        "venue",
                        words.say(language, "message.calendar.venue." + venue.toLowerCase(Locale.ROOT)),
                        "reference",
                        appointment.reference().spoken(),
                        "link",
                        link));
    }
}

package sportello.notification;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;

/// What stands in the reserved area is told by App IO too, where the body uses it: never a person's only channel, as
/// the notice is there whatever becomes of it. What concerns a studio's work does not go to its members' own
/// telephones.
@Component
class AppCopies {

    private static final Set<String> SPEAKS_OF_AN_HOUR = Set.of("reminder-before", "reminder-day", "to-move");

    private final AppIoSettings settings;
    private final OutboxRows outbox;
    private final People people;
    private final Bookings bookings;
    private final Services services;
    private final QuietHours quiet;

    AppCopies(
            AppIoSettings settings,
            OutboxRows outbox,
            People people,
            Bookings bookings,
            Services services,
            NotificationSettings notification) {
        this.settings = settings;
        this.outbox = outbox;
        this.people = people;
        this.bookings = bookings;
        this.services = services;
        this.quiet = notification.quietHours();
    }

    /// A second time does nothing.
    void write(
            String key,
            UUID person,
            String template,
            @Nullable UUID appointment,
            @Nullable UUID delegation,
            Map<String, String> facts,
            Instant now) {
        if (!settings.enabled() || facts.containsKey("question") || facts.containsKey("position")) return;
        var known = people.find(new PersonId(person));
        if (known.flatMap(Person::taxCode).isEmpty()) return;
        var about = appointment == null
                ? null
                : bookings.find(new AppointmentId(appointment)).orElse(null);
        if (about != null && isAStudios(about)) return;
        if (settings.keyFor(about == null ? "" : about.service()).isEmpty()) return;
        outbox.write(
                new OutboxRows.Letter(
                        "app " + key + " " + person,
                        "app",
                        template,
                        known.map(one -> one.contacts().language()).orElse("it"),
                        person.toString(),
                        appointment,
                        null,
                        delegation,
                        person,
                        null,
                        facts,
                        waitsUntil(about, now),
                        about != null && SPEAKS_OF_AN_HOUR.contains(template.split("\\.", 2)[0])
                                ? about.startsAt()
                                : null,
                        about == null ? null : about.office()),
                now);
    }

    private boolean isAStudios(Appointment about) {
        return services.find(about.service()).map(ServicePolicy::cassetto).isPresent();
    }

    private @Nullable Instant waitsUntil(@Nullable Appointment about, Instant now) {
        var over = quiet.over(now);
        return over != null && about != null && !over.isBefore(about.startsAt()) ? null : over;
    }
}

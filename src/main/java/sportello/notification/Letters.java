package sportello.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.notification.texts.Texts;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Writes a notice and letters, in the caller's transaction. A notice goes to who booked, also for a studio: its other
/// members find the appointment itself in their pages.
@Component
class Letters {

    private static final Actor.System ITSELF = new Actor.System("notification");
    private static final List<String> KINDS = List.of("sms", "mail");

    private final OutboxRows outbox;
    private final NoticeRows notices;
    private final Services services;
    private final Cases cases;
    private final Rooms rooms;
    private final People people;
    private final Texts texts;
    private final QuietHours quiet;
    private final ProductClock clock;

    Letters(
            OutboxRows outbox,
            NoticeRows notices,
            Services services,
            Cases cases,
            Rooms rooms,
            People people,
            Texts texts,
            NotificationSettings settings,
            ProductClock clock) {
        this.outbox = outbox;
        this.notices = notices;
        this.services = services;
        this.cases = cases;
        this.rooms = rooms;
        this.people = people;
        this.texts = texts;
        this.quiet = settings.quietHours();
        this.clock = clock;
    }

    /// To every party of a meeting entered by code, else to who booked.
    void toEveryParty(Appointment appointment, Tidings tidings) {
        var policy = services.policy(appointment.service());
        if (Family.of(policy) == Family.BY_LOGIN) {
            toBooker(appointment, tidings, policy.confirmations());
            return;
        }
        notice(appointment, tidings.template(), tidings);
        entries(appointment).forEach(entry -> toEntry(appointment, entry, tidings, appointment.bookedBy()));
    }

    /// By the channels of the service's policy (rule C5), and always in the reserved area.
    void toBooker(Appointment appointment, Tidings tidings) {
        toBooker(
                appointment,
                tidings,
                services.find(appointment.service())
                        .map(ServicePolicy::confirmations)
                        .orElse(Set.of()));
    }

    /// In the reserved area alone.
    void toBookersArea(Appointment appointment, Tidings tidings) {
        notice(appointment, tidings.template() + "." + Family.BOOKER, tidings);
    }

    /// For a meeting entered by code.
    void toReservedArea(Appointment appointment, Tidings tidings) {
        notice(appointment, tidings.template(), tidings);
    }

    /// `kind`: `before` or `day`. Says where it is held as it was last told.
    void remind(Appointment appointment, String kind) {
        var venue = notices.lastToldVenue(appointment.id().value()).orElse("none");
        toEveryParty(
                appointment,
                Tidings.of("reminder-" + kind, appointment.id() + " " + appointment.startsAt())
                        .with(Map.of("venue", venue))
                        .at(appointment.startsAt()));
    }

    private void toBooker(Appointment appointment, Tidings tidings, Set<String> channels) {
        toBookersArea(appointment, tidings);
        var person = appointment.bookedBy();
        var contacts = people.find(person).map(Person::contacts);
        for (var kind : KINDS) {
            if (!channels.contains(kind) || !reached(kind, appointment, contacts)) continue;
            outbox.write(
                    new OutboxRows.Letter(
                            kind + " " + tidings.key() + " " + person,
                            kind,
                            tidings.template(),
                            contacts.map(Contacts::language).orElse("it"),
                            person.toString(),
                            appointment.id().value(),
                            null,
                            null,
                            person.value(),
                            person.value(),
                            tidings.facts(),
                            waitsUntil(appointment, tidings),
                            tidings.hour(),
                            appointment.office()),
                    clock.instant());
        }
    }

    /// About no appointment: in the reserved area, and by mail to an address of theirs.
    void toPerson(PersonId person, Tidings tidings) {
        var key = tidings.key() + " " + person;
        notices.write(key, person.value(), tidings.template(), null, null, tidings.facts(), clock.instant());
        var contacts = people.find(person).map(Person::contacts);
        if (contacts.map(Contacts::email).isEmpty()) return;
        outbox.write(
                new OutboxRows.Letter(
                        "mail " + key,
                        "mail",
                        tidings.template(),
                        contacts.map(Contacts::language).orElse("it"),
                        person.toString(),
                        null,
                        null,
                        null,
                        person.value(),
                        null,
                        tidings.facts(),
                        tidings.urgent() ? null : quiet.over(clock.instant()),
                        null,
                        null),
                clock.instant());
    }

    private static boolean reached(String kind, Appointment appointment, Optional<Contacts> contacts) {
        var matter = appointment.matter();
        return kind.equals("mail")
                ? !matter.get("contact.email").isBlank()
                        || contacts.map(Contacts::email).isPresent()
                : MobileNumber.is(matter.get("contact.mobile"))
                        || contacts.map(Contacts::mobile).isPresent();
    }

    /// By SMS; by mail too where an address was given.
    void toEntry(Appointment appointment, Entry entry, Tidings tidings, PersonId sender) {
        var mail = entry.person() == null
                ? appointment.matter().get(entry.role() + ".email")
                : appointment.matter().get("contact.email");
        var kinds = mail.isBlank() ? List.of("sms") : KINDS;
        for (var kind : kinds) {
            if (!texts.says(tidings.template() + "." + entry.role(), kind)) continue;
            outbox.write(
                    new OutboxRows.Letter(
                            kind + " " + tidings.key() + " " + entry.id(),
                            kind,
                            tidings.template(),
                            entry.language(),
                            entry.id().toString(),
                            appointment.id().value(),
                            entry.id().value(),
                            null,
                            entry.person() == null ? null : entry.person().value(),
                            sender.value(),
                            tidings.facts(),
                            waitsUntil(appointment, tidings),
                            tidings.hour(),
                            appointment.office()),
                    clock.instant());
        }
    }

    private void notice(Appointment appointment, String template, Tidings tidings) {
        notices.write(
                tidings.key(),
                appointment.bookedBy().value(),
                template,
                appointment.id().value(),
                null,
                tidings.facts(),
                clock.instant());
    }

    private List<Entry> entries(Appointment appointment) {
        return cases
                .ofAppointment(appointment.id(), ITSELF)
                .flatMap(file -> rooms.about(file.id().value()))
                .map(room -> rooms.entries(room.id()))
                .orElse(List.of())
                .stream()
                .filter(entry -> List.of("delegate", "delegator").contains(entry.role()))
                .toList();
    }

    /// What concerns today, or an hour that comes before the quiet ones are over, does not wait for their end.
    private @Nullable Instant waitsUntil(Appointment appointment, Tidings tidings) {
        var over = quiet.over(clock.instant());
        if (over == null || tidings.urgent() || !over.isBefore(appointment.startsAt())) return null;
        var day = ProductClock.inRome(appointment.startsAt()).toLocalDate();
        return day.equals(clock.today()) ? null : over;
    }
}

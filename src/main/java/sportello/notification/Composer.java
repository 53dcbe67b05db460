package sportello.notification;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.delegation.Register;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// Puts a message together at the moment it is handed over: address, words, code. Nothing of it is kept.
@Component
class Composer {

    private static final Set<String> NEEDS_BOOKED = Set.of("booked", "moved", "code", "invited");

    private final Bookings bookings;
    private final Rooms rooms;
    private final People people;
    private final Register register;
    private final Words words;
    private final PublicAddress address;
    private final NotificationSettings settings;
    private final CalendarFile calendar;

    Composer(
            Bookings bookings,
            Rooms rooms,
            People people,
            Register register,
            Words words,
            PublicAddress address,
            NotificationSettings settings,
            CalendarFile calendar) {
        this.bookings = bookings;
        this.rooms = rooms;
        this.people = people;
        this.register = register;
        this.words = words;
        this.address = address;
        this.settings = settings;
        this.calendar = calendar;
    }

    /// Empty when there is nobody to tell or nothing to tell any more.
    Optional<Outgoing> compose(OutboxRows.Row row) {
        var appointment = appointment(row.appointment());
        if (appointment != null
                && NEEDS_BOOKED.contains(row.template())
                && appointment.status() != Appointment.Status.BOOKED) return Optional.empty();
        var entry = row.entry() == null
                ? null
                : rooms.entry(new EntryId(row.entry())).orElse(null);
        var to = addressOf(row, appointment, entry);
        if (to == null) return Optional.empty();

        var language = Locale.of(row.language());
        var facts = new HashMap<String, Object>();
        facts.put("body", settings.sender());
        if (appointment != null) facts.putAll(facts(appointment, language));
        if (row.delegation() != null) facts.putAll(delegationFacts(row.delegation()));
        if (entry != null) {
            var code = rooms.codeForDelivery(entry.id());
            if (code.isEmpty() && NEEDS_BOOKED.contains(row.template())) return Optional.empty();
            facts.put("code", code.orElse(""));
            facts.put("link", address.of("/enter/" + entry.publicRef().value()));
            facts.put("name", entry.name());
        }
        facts.putIfAbsent("link", address.of("/home"));
        var side = entry == null ? "person" : entry.role();
        var stem = "message." + row.template() + "." + side;
        var text = words.say(language, stem + "." + row.kind(), facts);
        var subject = row.kind().equals("mail") ? words.say(language, stem + ".subject", facts) : null;
        var parts = row.kind().equals("mail") && appointment != null && NEEDS_BOOKED.contains(row.template())
                ? List.of(new Outgoing.Part(
                        "appuntamento.ics", "text/calendar; charset=utf-8", calendar.of(appointment, language)))
                : List.<Outgoing.Part>of();
        return Optional.of(new Outgoing(
                row.key(),
                row.kind(),
                to,
                row.kind().equals("mail") ? settings.mailbox() : settings.sender(),
                subject,
                text,
                parts,
                Instant.now()));
    }

    /// Whether this address is somebody else's than the recipient's own, as far as we know: whatever was only stated at
    /// booking may be anybody's (rule G14).
    boolean toThirdParty(OutboxRows.Row row, String to) {
        if (row.person() == null) return true;
        return people.find(new PersonId(row.person()))
                .map(Person::contacts)
                .filter(own -> to.equals(own.mobile()) || to.equals(own.email()))
                .isEmpty();
    }

    private @Nullable Appointment appointment(@Nullable UUID id) {
        return id == null ? null : bookings.find(new AppointmentId(id)).orElse(null);
    }

    private @Nullable String addressOf(OutboxRows.Row row, @Nullable Appointment appointment, @Nullable Entry entry) {
        var contacts = contacts(row, appointment, entry);
        if (contacts == null) return null;
        var found = row.kind().equals("mail") ? contacts.email() : contacts.mobile();
        return found == null || found.isBlank() ? null : found;
    }

    /// Who enters with own identity is reached as stated for this appointment, else as they asked for in general; who
    /// enters by code only as stated by who booked, or by the official who invited them.
    private @Nullable Contacts contacts(OutboxRows.Row row, @Nullable Appointment appointment, @Nullable Entry entry) {
        var invited = entry == null ? null : rooms.mobileForDelivery(entry.id()).orElse(null);
        if (invited != null) return new Contacts(invited, null, row.language());
        if (appointment != null && entry != null && entry.person() == null) {
            var prefix = entry.role() + ".";
            return new Contacts(
                    appointment.matter().get(prefix + "mobile"),
                    appointment.matter().get(prefix + "email"),
                    row.language());
        }
        var person = row.person() == null ? entry == null ? null : entry.person() : new PersonId(row.person());
        var known = person == null
                ? null
                : people.find(person).map(Person::contacts).orElse(null);
        if (appointment == null || person == null || !appointment.bookedBy().equals(person)) return known;
        return new Contacts(
                or(appointment.matter().get("contact.mobile"), known == null ? null : known.mobile()),
                or(appointment.matter().get("contact.email"), known == null ? null : known.email()),
                row.language());
    }

    private static @Nullable String or(String first, @Nullable String second) {
        return first.isBlank() ? second : first;
    }

    Map<String, Object> facts(Appointment appointment, Locale language) {
        var starts = ProductClock.inRome(appointment.startsAt());
        return Map.of(
                "day", starts.format(DateTimeFormatter.ofPattern("EEEE d MMMM", language)),
                "hour", starts.format(DateTimeFormatter.ofPattern("H:mm", language)),
                "reference", appointment.reference().spoken(),
                "other", appointment.matter().get("delegator.given_name"));
    }

    Map<String, Object> delegationFacts(UUID id) {
        var delegation = register.find(id);
        if (delegation.isEmpty()) return Map.of();
        var until = delegation.get().until();
        return Map.of(
                "delegator",
                name(delegation.get().delegator()),
                "delegate",
                name(delegation.get().delegate()),
                "open",
                until == null ? "yes" : "no",
                "until",
                until == null ? "" : until.format(DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ITALIAN)));
    }

    private String name(PersonId id) {
        return people.find(id).map(Person::fullName).orElse("");
    }
}

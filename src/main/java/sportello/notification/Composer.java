package sportello.notification;

import java.time.Instant;
import java.time.LocalDate;
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
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Offer;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.PositionId;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// Puts a message together at the moment it is handed over: address, words, code. Nothing of it is kept.
@Component
class Composer {

    private static final Actor.System ITSELF = new Actor.System("notification");
    private static final Set<String> NEEDS_BOOKED = Set.of(
            "booked",
            "moved",
            "code",
            "invited",
            "accepted",
            "to-move",
            "papers-asked",
            "reconsidered",
            "venue-agreed",
            "reminder-before",
            "reminder-day");
    private static final Set<String> WITH_CALENDAR = Set.of("booked", "moved", "code", "invited");

    private final Bookings bookings;
    private final WaitingList waiting;
    private final Rooms rooms;
    private final People people;
    private final Register register;
    private final Cassetti cassetti;
    private final Services services;
    private final Offices offices;
    private final ProductClock clock;
    private final Words words;
    private final PublicAddress address;
    private final NotificationSettings settings;
    private final CalendarFile calendar;
    private final Senders senders;

    Composer(
            Bookings bookings,
            WaitingList waiting,
            Rooms rooms,
            People people,
            Register register,
            Cassetti cassetti,
            Services services,
            Offices offices,
            ProductClock clock,
            Words words,
            PublicAddress address,
            NotificationSettings settings,
            CalendarFile calendar,
            Senders senders) {
        this.bookings = bookings;
        this.waiting = waiting;
        this.rooms = rooms;
        this.people = people;
        this.register = register;
        this.cassetti = cassetti;
        this.services = services;
        this.offices = offices;
        this.clock = clock;
        this.words = words;
        this.address = address;
        this.settings = settings;
        this.calendar = calendar;
        this.senders = senders;
    }

    /// Empty when there is nobody to tell or nothing to tell any more.
    Optional<Outgoing> compose(OutboxRows.Row row) {
        var appointment = appointment(row.appointment());
        if (appointment != null
                && NEEDS_BOOKED.contains(row.template())
                && appointment.status() != Appointment.Status.BOOKED) return Optional.empty();
        if (row.hour() != null && !stillAt(row.hour(), row.template(), appointment)) return Optional.empty();
        var entry = row.entry() == null
                ? null
                : rooms.entry(new EntryId(row.entry())).orElse(null);
        var offer = offer(row.facts());
        if (offer != null && row.template().equals("offered") && !offer.open(clock.instant())) return Optional.empty();
        var to = addressOf(row, appointment, entry);
        if (to == null) return Optional.empty();

        var language = Locale.of(row.language());
        var facts = new HashMap<String, Object>();
        facts.put("body", settings.sender());
        facts.putAll(readable(row.facts(), language));
        facts.putAll(offerFacts(row.facts(), language));
        if (appointment != null) facts.putAll(facts(appointment, language));
        if (row.delegation() != null) facts.putAll(delegationFacts(row.delegation()));
        if (entry != null) {
            var code = rooms.codeForDelivery(entry.id());
            if (code.isEmpty() && NEEDS_BOOKED.contains(row.template())) return Optional.empty();
            facts.put("code", code.orElse(""));
            facts.put("link", address.of("/enter/" + entry.publicRef().value()));
            facts.put("name", entry.name());
        }
        if (row.facts().containsKey("question"))
            facts.put("link", address.of("/questions/" + row.facts().get("question")));
        facts.putIfAbsent("link", address.of("/home"));
        var side = entry != null ? entry.role() : appointment != null ? Family.BOOKER : "person";
        var stem = "message." + row.template() + "." + side;
        var text = words.say(language, stem + "." + row.kind(), facts);
        var subject = row.kind().equals("mail") ? words.say(language, stem + ".subject", facts) : null;
        var parts = row.kind().equals("mail") && appointment != null && withCalendar(row, appointment)
                ? List.of(new Outgoing.Part(
                        "appuntamento.ics", "text/calendar; charset=utf-8", calendar.of(appointment, language)))
                : List.<Outgoing.Part>of();
        var mailbox = row.kind().equals("mail") ? senders.of(appointment) : null;
        return Optional.of(new Outgoing(
                row.key(),
                row.kind(),
                to,
                mailbox == null ? settings.sender() : mailbox.address(),
                mailbox == null ? null : mailbox.name(),
                subject,
                text,
                language,
                parts,
                Instant.now()));
    }

    /// Asked again at the last moment: moved, or past, it is not to be remembered any more.
    private boolean stillAt(Instant hour, String template, @Nullable Appointment appointment) {
        var now = clock.instant();
        return appointment != null
                && appointment.startsAt().equals(hour)
                && now.isBefore(hour)
                && !(template.equals("reminder-before")
                        && settings.reminders().overtaken(ReminderPlan.Kind.BEFORE, hour, now));
    }

    /// Where the case is evaluated beforehand the invitation follows once the venue is agreed (rule C8).
    private boolean withCalendar(OutboxRows.Row row, Appointment appointment) {
        return WITH_CALENDAR.contains(row.template()) && !evaluated(appointment);
    }

    private boolean evaluated(Appointment appointment) {
        return services.find(appointment.service())
                .filter(ServicePolicy::evaluatedBefore)
                .isPresent();
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
        var offer = offer(row.facts());
        if (offer != null)
            return new Contacts(
                    mobile(offer.mobile(), known == null ? null : known.mobile()),
                    or(offer.email(), known == null ? null : known.email()),
                    row.language());
        if (appointment == null || person == null || !appointment.bookedBy().equals(person)) return known;
        return new Contacts(
                mobile(appointment.matter().get("contact.mobile"), known == null ? null : known.mobile()),
                or(appointment.matter().get("contact.email"), known == null ? null : known.email()),
                row.language());
    }

    private static @Nullable String mobile(String stated, @Nullable String known) {
        return stated.isBlank() || known != null && !Mobile.is(stated) ? known : stated;
    }

    private static @Nullable String or(String first, @Nullable String second) {
        return first.isBlank() ? second : first;
    }

    /// Facts as they were kept, dates written out.
    static Map<String, String> readable(Map<String, String> kept, Locale language) {
        var facts = new HashMap<>(kept);
        facts.computeIfPresent(
                "until",
                (name, day) -> LocalDate.parse(day).format(DateTimeFormatter.ofPattern("EEEE d MMMM", language)));
        return facts;
    }

    Map<String, Object> facts(Appointment appointment, Locale language) {
        var starts = ProductClock.inRome(appointment.startsAt());
        var page = address.of("/appointments/" + appointment.id());
        var facts = new HashMap<String, Object>();
        facts.put("day", starts.format(DateTimeFormatter.ofPattern("EEEE d MMMM", language)));
        facts.put("hour", starts.format(DateTimeFormatter.ofPattern("H:mm", language)));
        facts.put("reference", appointment.reference().spoken());
        facts.put("other", appointment.matter().get("delegator.given_name"));
        facts.put("service", words.say(language, "service." + appointment.service() + ".short"));
        facts.put("office", offices.find(appointment.office()).map(Office::name).orElse(""));
        facts.put("evaluated", evaluated(appointment) ? "yes" : "no");
        facts.put("page", page);
        facts.put("cancel", page + "/cancellation");
        return facts;
    }

    private @Nullable Offer offer(Map<String, String> kept) {
        var id = kept.get("offer");
        return id == null ? null : waiting.offer(UUID.fromString(id)).orElse(null);
    }

    /// An hour on offer, if the message is about one.
    Map<String, Object> offerFacts(Map<String, String> kept, Locale language) {
        var offer = offer(kept);
        if (offer == null) return Map.of();
        var when = DateTimeFormatter.ofPattern("EEEE d MMMM, H:mm", language);
        return Map.of(
                "when",
                ProductClock.inRome(offer.startsAt()).format(when),
                "answer",
                ProductClock.inRome(offer.until()).format(when),
                "service",
                words.say(language, "service." + offer.service() + ".short"),
                "link",
                address.of("/waiting/offers/" + offer.id()));
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

    /// For a notice in the reserved area: in a message outside it a position is not named.
    Map<String, Object> positionFacts(String id) {
        return cassetti.position(new PositionId(UUID.fromString(id)), ITSELF)
                .map(position -> Map.<String, Object>of("position", position.name(), "positionCode", position.code()))
                .orElse(Map.of());
    }

    private String name(PersonId id) {
        return people.find(id).map(Person::fullName).orElse("");
    }
}

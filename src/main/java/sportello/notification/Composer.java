package sportello.notification;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.notification.texts.TextId;
import sportello.notification.texts.Texts;
import sportello.notification.texts.Way;
import sportello.notification.texts.Wording;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;

/// Puts a message together at the moment it is handed over: address, words, code. Nothing of it is kept.
@Component
class Composer {

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
            "reminder-day",
            "calling");
    private static final Set<String> WITH_CALENDAR = Set.of("booked", "moved", "code", "invited");

    private final Bookings bookings;
    private final People people;
    private final Rooms rooms;
    private final Facts facts;
    private final Recipients recipients;
    private final ReminderRows reminders;
    private final Texts texts;
    private final ProductClock clock;
    private final PublicAddress address;
    private final NotificationSettings settings;
    private final CalendarFile calendar;
    private final Senders senders;
    private final ContactTelling contactTelling;

    Composer(
            Bookings bookings,
            People people,
            Rooms rooms,
            Facts facts,
            Recipients recipients,
            ReminderRows reminders,
            Texts texts,
            ProductClock clock,
            PublicAddress address,
            NotificationSettings settings,
            CalendarFile calendar,
            Senders senders,
            ContactTelling contactTelling) {
        this.bookings = bookings;
        this.people = people;
        this.rooms = rooms;
        this.facts = facts;
        this.recipients = recipients;
        this.reminders = reminders;
        this.texts = texts;
        this.clock = clock;
        this.address = address;
        this.settings = settings;
        this.calendar = calendar;
        this.senders = senders;
        this.contactTelling = contactTelling;
    }

    /// What several messages are about, read together. What speaks of an hour waits for whoever is just moving or
    /// giving
    /// up that appointment: the old hour is not told after the new one.
    Known known(List<OutboxRows.Row> rows) {
        var remembered = rows.stream().filter(row -> row.hour() != null).toList();
        var known = readNow(rows);
        if (remembered.isEmpty()) return known;
        var settled = new HashMap<>(known.appointments());
        bookings.settled(appointments(remembered)).forEach(each -> settled.put(each.id(), each));
        return new Known(known.people(), settled);
    }

    private Known readNow(List<OutboxRows.Row> rows) {
        return new Known(
                people.all(ids(rows, OutboxRows.Row::person).map(PersonId::new).toList()).stream()
                        .collect(Collectors.toMap(Person::id, Function.identity())),
                bookings.all(appointments(rows)).stream()
                        .collect(Collectors.toMap(Appointment::id, Function.identity())));
    }

    private static List<AppointmentId> appointments(List<OutboxRows.Row> rows) {
        return ids(rows, OutboxRows.Row::appointment).map(AppointmentId::new).toList();
    }

    private static Stream<UUID> ids(List<OutboxRows.Row> rows, Function<OutboxRows.Row, @Nullable UUID> of) {
        return rows.stream().map(of).filter(Objects::nonNull).distinct();
    }

    /// Empty when there is nobody to tell or nothing to tell any more.
    Optional<Outgoing> compose(OutboxRows.Row row, Known known) {
        var appointment = known.appointment(row);
        var entry = entry(row);
        if (pointless(row, appointment, entry)) return Optional.empty();
        var to = recipients.address(row, appointment, entry, facts.offer(row.facts()), known);
        if (to == null) return Optional.empty();
        var language = recipients.language(row, entry, known);
        var way = row.kind().equals("sms") ? Way.SMS : Way.MAIL;
        var side = entry != null ? entry.role() : appointment != null ? Family.BOOKER : "person";
        var text = texts.of(new TextId(
                facts.serviceOf(row.facts(), appointment, row.delegation()),
                row.template() + "." + side,
                way,
                language));
        var said = facts(row, appointment, entry, way, language);
        if (text.isEmpty() || said.isEmpty()) return Optional.empty();
        var title = text.get().title();
        var mailbox = row.kind().equals("mail") ? senders.of(appointment) : null;
        return Optional.of(new Outgoing(
                row.key(),
                row.kind(),
                to,
                mailbox == null ? settings.sender() : mailbox.address(),
                mailbox == null ? null : mailbox.name(),
                title == null ? null : new Wording(title).say(said.get()),
                new Wording(text.get().body()).say(said.get()),
                language,
                attached(row, appointment, language),
                Instant.now()));
    }

    private boolean pointless(OutboxRows.Row row, @Nullable Appointment appointment, @Nullable Entry entry) {
        if (appointment != null
                && NEEDS_BOOKED.contains(row.template())
                && appointment.status() != Appointment.Status.BOOKED) return true;
        var hour = row.hour();
        if (hour != null && !settings.reminders().stillAt(hour, row.template(), appointment, clock.instant()))
            return true;
        if (isOld(row)) return true;
        if (row.template().equals("calling") && entry != null && rooms.present(entry.id())) return true;
        var offer = facts.offer(row.facts());
        return offer != null && row.template().equals("offered") && !offer.open(clock.instant());
    }

    /// A reminder, which is pointless once its hour is another.
    static boolean mayGrowOld(OutboxRows.Row row) {
        return row.template().startsWith("reminder-") && row.appointment() != null && row.hour() != null;
    }

    /// Rule G8: a reminder waits for whoever is moving or cancelling its appointment at this moment, and is then old.
    boolean isOld(OutboxRows.Row row) {
        var appointment = row.appointment();
        var hour = row.hour();
        return mayGrowOld(row) && appointment != null && hour != null && !reminders.stands(appointment, hour);
    }

    /// Empty when it would carry a code and there is none any more. A code goes by SMS alone (rules C8, D13).
    private Optional<Map<String, Object>> facts(
            OutboxRows.Row row, @Nullable Appointment appointment, @Nullable Entry entry, Way way, Locale language) {
        var all = facts.of(row.facts(), appointment, row.delegation(), way == Way.SMS, language);
        if (ContactTelling.about(row)) all.putAll(contactTelling.facts(row));
        if (entry == null) return Optional.of(all);
        var code = rooms.codeForDelivery(entry.id());
        if (code.isEmpty() && NEEDS_BOOKED.contains(row.template())) return Optional.empty();
        if (way == Way.SMS) all.put("code", code.orElse(""));
        all.put("link", address.of("/enter/" + entry.publicRef().value()));
        return Optional.of(all);
    }

    /// Where the case is evaluated beforehand the invitation follows once the venue is agreed (rule C8).
    private List<Outgoing.Part> attached(OutboxRows.Row row, @Nullable Appointment appointment, Locale language) {
        if (appointment == null
                || !row.kind().equals("mail")
                || !WITH_CALENDAR.contains(row.template())
                || facts.evaluated(appointment)) return List.of();
        return List.of(new Outgoing.Part(
                "appuntamento.ics", "text/calendar; charset=utf-8", calendar.of(appointment, language)));
    }

    /// Whether this address is somebody else's than the recipient's own, as far as we know (rule G14).
    boolean toThirdParty(OutboxRows.Row row, String to, Known known) {
        return recipients.isThirdParty(row, to, known);
    }

    /// Where it would go as things stand.
    @Nullable String addressNow(OutboxRows.Row row) {
        var known = readNow(List.of(row));
        return recipients.address(row, known.appointment(row), entry(row), facts.offer(row.facts()), known);
    }

    private @Nullable Entry entry(OutboxRows.Row row) {
        return row.entry() == null
                ? null
                : rooms.entry(new EntryId(row.entry())).orElse(null);
    }
}

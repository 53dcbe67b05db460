package sportello.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.StatedContacts;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.identity.Right;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;

/// Rule G13: who may conduct the appointment sees its messages; what is about no appointment shows to the office's
/// managers.
@Service
class SetAsideMessages implements SetAside {

    private final SetAsideRows rows;
    private final OutboxRows outbox;
    private final Composer composer;
    private final Cases cases;
    private final Bookings bookings;
    private final StatedContacts stated;
    private final Rooms rooms;
    private final AuditTrail audit;

    SetAsideMessages(
            SetAsideRows rows,
            OutboxRows outbox,
            Composer composer,
            Cases cases,
            Bookings bookings,
            StatedContacts stated,
            Rooms rooms,
            AuditTrail audit) {
        this.rows = rows;
        this.outbox = outbox;
        this.composer = composer;
        this.cases = cases;
        this.bookings = bookings;
        this.stated = stated;
        this.rooms = rooms;
        this.audit = audit;
    }

    /// Rule G12: each look is an act, with how many messages were shown; never of whom.
    @Override
    @Transactional
    public Page of(Actor.Official by, @Nullable UUID after, int most) {
        var found = rows.of(by.office(), after, most + 1);
        var items = new ArrayList<Item>();
        found.stream().limit(most).filter(row -> mayRead(row, by)).forEach(row -> items.add(item(row)));
        audit.record(
                Act.of("notification.looked"),
                by.doer(),
                new Subject("office", by.office()),
                Map.of("shown", String.valueOf(items.size())));
        return new Page(items, found.size() > most ? found.get(most - 1).fate().id() : null);
    }

    @Override
    @Transactional
    public Sent send(UUID message, Actor.Official by) {
        var found = own(message, by);
        if (found.isEmpty()) return Sent.NOT_FOUND;
        if (rows.again(message)) record("notification.sent-again", found.get(), by);
        return Sent.DONE;
    }

    @Override
    @Transactional
    public Sent send(UUID message, String contact, Actor.Official by) {
        var found = own(message, by);
        if (found.isEmpty()) return Sent.NOT_FOUND;
        if (!waits(found.get())) return Sent.DONE;
        var row = outbox.find(message);
        var name = row.flatMap(this::nameOf);
        var appointment = found.get().appointment();
        if (name.isEmpty() || appointment == null) return Sent.NOT_OURS;
        var fit = fit(found.get().fate().kind(), contact);
        if (fit.isEmpty()) return Sent.UNFIT;
        if (!stated.mend(new AppointmentId(appointment), name.get(), fit.get(), by)) return Sent.NOT_OURS;
        return send(message, by);
    }

    @Override
    @Transactional
    public boolean putAway(UUID message, Actor.Official by) {
        var found = own(message, by);
        if (found.isEmpty()) return false;
        if (waits(found.get())) {
            rows.putAway(message);
            record("notification.put-away", found.get(), by);
        }
        return true;
    }

    private static boolean waits(SetAsideRows.Row row) {
        return row.fate().state().equals("FAILED") || row.fate().state().equals("WITHHELD");
    }

    private Optional<SetAsideRows.Row> own(UUID message, Actor.Official by) {
        return rows.find(message)
                .filter(row -> by.office().equals(row.office()))
                .filter(row -> mayRead(row, by));
    }

    private boolean mayRead(SetAsideRows.Row row, Actor.Official by) {
        if (by.person().value().equals(row.person())) return false;
        if (row.appointment() == null) return by.may(Right.MANAGE_OFFICE);
        return by.may(Right.HOLD_MEETINGS)
                && cases.ofAppointment(new AppointmentId(row.appointment()), by).isPresent();
    }

    private Item item(SetAsideRows.Row row) {
        var whole = outbox.find(row.fate().id());
        var entry = whole.flatMap(this::entryOf);
        return new Item(
                row.fate(),
                row.appointment() == null ? null : new AppointmentId(row.appointment()),
                entry.map(Entry::role).orElse(row.appointment() == null ? "person" : Family.BOOKER),
                whole.map(composer::addressNow).orElse(null),
                whole.flatMap(this::nameOf).isPresent());
    }

    private Optional<Entry> entryOf(OutboxRows.Row row) {
        return row.entry() == null ? Optional.empty() : rooms.entry(new EntryId(row.entry()));
    }

    /// Under which name the appointment keeps the contact that was used, where it was stated for it alone.
    private Optional<String> nameOf(OutboxRows.Row row) {
        if (row.appointment() == null
                || !(row.kind().equals("sms") || row.kind().equals("mail"))) return Optional.empty();
        var which = row.kind().equals("mail") ? "email" : "mobile";
        var appointment = bookings.find(new AppointmentId(row.appointment()))
                .filter(one -> one.status() == Appointment.Status.BOOKED)
                .orElse(null);
        if (appointment == null) return Optional.empty();
        var entry = entryOf(row).orElse(null);
        if (entry != null && entry.person() == null)
            return rooms.mobileForDelivery(entry.id()).isPresent()
                    ? Optional.empty()
                    : Optional.of(entry.role() + "." + which);
        var name = "contact." + which;
        return appointment.bookedBy().value().equals(row.person())
                        && !appointment.matter().get(name).isBlank()
                ? Optional.of(name)
                : Optional.empty();
    }

    private static Optional<String> fit(String kind, String typed) {
        if (kind.equals("sms")) return MobileNumber.e164(typed);
        try {
            var address = new InternetAddress(typed.strip(), true);
            address.validate();
            return typed.strip().contains("@") ? Optional.of(address.getAddress()) : Optional.empty();
        } catch (AddressException notOne) {
            return Optional.empty();
        }
    }

    private void record(String act, SetAsideRows.Row row, Actor.Official by) {
        var facts =
                Map.of("message", row.fate().id().toString(), "kind", row.fate().kind());
        var about = row.appointment();
        audit.record(
                Act.of(act),
                by.doer(),
                about == null ? new Subject("message", row.fate().id()) : new Subject("appointment", about),
                facts);
    }
}

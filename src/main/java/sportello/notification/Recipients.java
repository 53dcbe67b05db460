package sportello.notification;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.WaitingList.Offer;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.platform.Words;

/// Where a message goes, and in which language its person reads, asked when it leaves.
@Component
class Recipients {

    private final People people;
    private final Rooms rooms;
    private final Words words;
    private final ContactTelling contactTelling;

    Recipients(People people, Rooms rooms, Words words, ContactTelling contactTelling) {
        this.people = people;
        this.rooms = rooms;
        this.words = words;
        this.contactTelling = contactTelling;
    }

    /// That of the person as it stands now; of who is known by a link alone as it was stated for them; Italian where
    /// no message is said in it (rule G11).
    Locale language(OutboxRows.Row row, @Nullable Entry entry, Known read) {
        var person = entry == null ? person(row) : entry.person();
        var known = person == null ? null : known(person, read);
        var language = Locale.of(known == null ? row.language() : known.language());
        return words.languages("message").contains(language) ? language : Locale.ITALIAN;
    }

    @Nullable String address(
            OutboxRows.Row row,
            @Nullable Appointment appointment,
            @Nullable Entry entry,
            @Nullable Offer offer,
            Known read) {
        var contacts = contacts(row, appointment, entry, offer, read);
        if (contacts == null) return null;
        var found = row.kind().equals("mail") ? contacts.email() : contacts.mobile();
        return found == null || found.isBlank() ? null : found;
    }

    /// Who enters with own identity is reached as stated for this appointment, else as they asked for in general; who
    /// enters by code only as stated by who booked, or by the official who invited them.
    private @Nullable Contacts contacts(
            OutboxRows.Row row,
            @Nullable Appointment appointment,
            @Nullable Entry entry,
            @Nullable Offer offer,
            Known read) {
        if (ContactTelling.about(row)) return contactTelling.to(row);
        var invited = entry == null ? null : rooms.mobileForDelivery(entry.id()).orElse(null);
        if (invited != null) return new Contacts(invited, null, row.language());
        if (appointment != null && entry != null && entry.person() == null) {
            var prefix = entry.role() + ".";
            return new Contacts(
                    appointment.matter().get(prefix + "mobile"),
                    appointment.matter().get(prefix + "email"),
                    row.language());
        }
        var person = row.person() == null ? entry == null ? null : entry.person() : person(row);
        var known = person == null ? null : known(person, read);
        if (offer != null) return stated(offer.mobile(), offer.email(), known, row.language());
        if (appointment == null || person == null || !appointment.bookedBy().equals(person)) return known;
        return stated(
                appointment.matter().get("contact.mobile"),
                appointment.matter().get("contact.email"),
                known,
                row.language());
    }

    private static Contacts stated(String mobile, String email, @Nullable Contacts known, String language) {
        var ownMobile = known == null ? null : known.mobile();
        var ownEmail = known == null ? null : known.email();
        return new Contacts(
                mobile.isBlank() || ownMobile != null && !MobileNumber.is(mobile) ? ownMobile : mobile,
                email.isBlank() ? ownEmail : email,
                language);
    }

    /// Whether this address is somebody else's than the recipient's own, as far as we know: whatever was only stated at
    /// booking may be anybody's (rule G14).
    boolean isThirdParty(OutboxRows.Row row, String to, Known read) {
        if (ContactTelling.toOneLeft(row)) return false;
        var person = person(row);
        var own = person == null ? null : known(person, read);
        return own == null || !to.equals(own.mobile()) && !to.equals(own.email());
    }

    private @Nullable Contacts known(PersonId person, Known read) {
        return Optional.ofNullable(read.people().get(person))
                .or(() -> people.find(person))
                .map(Person::contacts)
                .orElse(null);
    }

    private static @Nullable PersonId person(OutboxRows.Row row) {
        return row.person() == null ? null : new PersonId(row.person());
    }
}

package sportello.notification;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.identity.Actor;

/// Messages nobody will carry any further by themselves, for the office they are about: an official who may conduct
/// the appointment sees them (rule G13), mends the contact stated for it, sends them again or puts them away. For
/// anybody else they do not exist. Never a text, never a code.
public interface SetAside {

    /// Newest first; what comes after the message named.
    Page of(Actor.Official by, @Nullable UUID after, int most);

    /// Twice is once: what is on its way already stays so.
    Sent send(UUID message, Actor.Official by);

    /// The contact stated for the appointment is mended first. What a person keeps as their own is theirs to change.
    Sent send(UUID message, String contact, Actor.Official by);

    /// Seen to in another way: nothing more is sent.
    boolean putAway(UUID message, Actor.Official by);

    /// @param next after which message the next page begins, null on the last one
    record Page(List<Item> items, @Nullable UUID next) {}

    /// @param appointment null where it is about none
    /// @param of whom it is for: a role of the meeting, `booker`, `person`
    /// @param address where it went, null where there is none
    /// @param mendable whether the address was stated for the appointment alone, so that the office may mend it
    record Item(
            MessageFate fate,
            @Nullable AppointmentId appointment,
            String of,
            @Nullable String address,
            boolean mendable) {}

    enum Sent {
        DONE,
        /// That is no number or address it could be sent to.
        UNFIT,
        /// This contact is not the office's to change.
        NOT_OURS,
        NOT_FOUND
    }
}

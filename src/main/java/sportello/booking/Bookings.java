package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.agenda.Slot;
import sportello.identity.Actor;
import sportello.identity.FiscalCode;
import sportello.identity.PersonId;
import sportello.platform.IdempotencyKey;
import sportello.platform.Reference;

/// Appointments and the drafts they grow from. Every verb takes the actor; a stranger's appointment does not exist.
public interface Bookings {

    /// What was typed so far, kept on the server so that nothing is asked twice. `service` names the draft: where
    /// several may grow side by side, the service with what each is about (`consultancy-companies/<question>`).
    Optional<Draft> draft(Actor.Booker by, String service);

    Draft saveDraft(Actor.Booker by, String service, Map<String, String> answers, Optional<UUID> hold);

    /// The same, written when the room of hours has kept one and together with it: neither is there without the other.
    Agenda.Note draftNote(Actor.Booker by, String service, Map<String, String> answers);

    void dropDraft(Actor.Booker by, String service);

    /// Where somebody stands on the way to an appointment.
    UnderWay underWay(Actor.Booker by, String service);

    /// Asked before the first step, so that who cannot book learns it at once.
    Eligible mayBook(Actor.Booker by, String service);

    /// Asked before an hour is held, for a matter that may still be incomplete: whether it may be at that office, null
    /// for any (rule C4).
    Eligible mayHoldAt(Actor.Booker by, String service, Matter matter, @Nullable UUID office);

    /// One definite answer; the same key answers the same and books once.
    Outcome confirm(Actor.Booker by, String service, UUID hold, Matter matter, IdempotencyKey key);

    /// The same of what was typed so far; `matter`: what comes out of it. Empty when nothing was typed.
    Optional<Outcome> confirmTyped(
            Actor.Booker by,
            String service,
            UUID hold,
            Function<Map<String, String>, Matter> matter,
            IdempotencyKey key);

    Optional<Appointment> find(AppointmentId id);

    /// Those there are, in any order.
    List<Appointment> all(Collection<AppointmentId> ids);

    /// The same, as they stand once whoever is changing one at this instant has done so.
    List<Appointment> settled(Collection<AppointmentId> ids);

    Optional<Appointment> find(Reference reference);

    /// The actor's own appointment, or nothing.
    Optional<Appointment> own(AppointmentId id, Actor.Booker by);

    /// The program of another body that booked it for somebody, empty when nobody's did.
    Optional<String> throughOf(AppointmentId id);

    /// Why it was given up, as it was said then; empty while it was not.
    Optional<String> reasonOf(AppointmentId id);

    /// Those of a person or a studio, latest first.
    List<Appointment> ofParty(UUID party);

    /// Those of a person or a studio that are booked and not over, the nearest first.
    List<Appointment> openOf(UUID party);

    /// What the actor has for a service that takes one open appointment a person: a second would be refused.
    Optional<Appointment> inTheWay(Actor.Booker by, String service);

    /// The actor's own still to come or under way, the nearest first.
    List<Appointment> coming(Actor.Booker by, int most);

    /// The actor's own that are settled, the latest first.
    List<Appointment> past(Actor.Booker by, int most);

    /// Whether this person is a party in the appointment: whose it is, who booked it, a member of the studio (G13).
    boolean isParty(AppointmentId id, PersonId person);

    /// Whose appointments this person keeps out of as an official (rule G13): their own and those of their studios.
    Set<UUID> partiesOf(PersonId person);

    List<Appointment> ofOffice(UUID office, LocalDate day);

    /// Some of the actor's own, the latest first, those after a place in that order.
    Piece piece(Actor.Booker by, Optional<Place> after, int most);

    default Cancellation cancel(AppointmentId id, Actor by, String reason) {
        return cancel(id, by, reason, null);
    }

    /// `seen`: the version the actor knows, null when they do not say.
    ///
    /// @throws Stale when it was changed since
    Cancellation cancel(AppointmentId id, Actor by, String reason, @Nullable Long seen);

    default Move move(AppointmentId id, Actor by, Instant to, IdempotencyKey key) {
        return move(id, by, to, key, null);
    }

    /// `seen`: the version the actor knows, null when they do not say. What was answered under the key before is
    /// answered again whatever happened since.
    ///
    /// @throws Stale when it was changed since
    Move move(AppointmentId id, Actor by, Instant to, IdempotencyKey key, @Nullable Long seen);

    /// A further appointment agreed on the spot (rule D15), for the same person and matter; the first must be settled.
    Outcome again(AppointmentId after, Instant startsAt, Actor.Official by, IdempotencyKey key);

    /// Called by casework when the appointment is over.
    void settle(AppointmentId id, Appointment.Status as, Actor by);

    /// A place in the order of appointments, the latest first.
    record Place(Instant startsAt, AppointmentId id) {}

    /// `end`: where it ended, empty when nothing follows.
    record Piece(List<Appointment> appointments, Optional<Place> end) {}

    /// The appointment was changed since the actor saw it.
    final class Stale extends RuntimeException {
        Stale() {
            super("The appointment was changed meanwhile", null, false, false);
        }
    }

    /// `wanted`: the hour last chosen, known also after its hold was lost.
    record Draft(
            String service,
            Map<String, String> answers,
            Optional<UUID> hold,
            Optional<Instant> wanted,
            Instant savedAt) {}

    /// @param answers what was typed so far, none when nothing was
    /// @param hold the hour kept for them, also when its time ran out a moment ago
    /// @param ownCode their codice fiscale, where it is known
    /// @param standing whether an appointment of theirs is in the way of another, see `inTheWay`
    record UnderWay(Map<String, String> answers, Optional<Hold> hold, Optional<FiscalCode> ownCode, boolean standing) {}

    sealed interface Eligible {
        record Yes() implements Eligible {}

        /// `reason` is a key of words with named facts.
        record No(String reason, Map<String, String> facts) implements Eligible {}
    }

    sealed interface Outcome {
        record Booked(Appointment appointment) implements Outcome {}

        record SlotTaken(List<Slot> nearest) implements Outcome {}

        record HoldExpired(List<Slot> nearest) implements Outcome {}

        /// Its counter closed, or was suspended, between choice and confirmation; `why` is a key of words.
        record Withdrawn(String why, List<Slot> nearest) implements Outcome {}

        record NotAllowed(String reason, Map<String, String> facts) implements Outcome {}

        /// Field name → key of words.
        record Incomplete(Map<String, String> wrong) implements Outcome {}

        /// An open appointment exists already, for this service or on one of these questions.
        record AlreadyBooked(AppointmentId existing) implements Outcome {}

        /// The key was used for something else.
        record KeyReused() implements Outcome {}
    }

    sealed interface Cancellation {
        record Done(Appointment givenUp) implements Cancellation {}

        record AlreadySettled(Appointment.Status status) implements Cancellation {}

        record TooLate(Instant lastMoment) implements Cancellation {}

        record NotFound() implements Cancellation {}
    }

    sealed interface Move {
        record Moved(Appointment appointment, Instant from) implements Move {}

        record SlotTaken(List<Slot> nearest) implements Move {}

        /// That hour is not among those offered; `why` is a key of words.
        record NotOffered(String why, List<Slot> nearest) implements Move {}

        record NotAllowed(String reason, Map<String, String> facts) implements Move {}

        /// The key was used for something else.
        record KeyReused() implements Move {}

        record AlreadySettled(Appointment.Status status) implements Move {}

        record TooLate(Instant lastMoment) implements Move {}

        record NotFound() implements Move {}
    }
}

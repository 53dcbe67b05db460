package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Hold;
import sportello.agenda.Slot;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.platform.IdempotencyKey;

/// *Avvisami se si libera* (rule G8): who waits for an hour, and the hours offered to them. A freed place goes to the
/// first in line who may have it, in the transaction that frees it; after them to the one after, then to everybody.
public interface WaitingList {

    Joined join(Actor.Booker by, Wanted wanted);

    /// The open wishes of who acts, in the order they were made.
    List<Wish> of(Actor.Booker by);

    Optional<Wish> find(UUID wish, Actor.Booker by);

    /// For who words the message: the offer whatever its state.
    Optional<Offer> offer(UUID offer);

    Optional<Offer> offer(UUID offer, Actor.Booker by);

    /// One step: books with the place offered, or moves there the appointment that was to be brought forward. Asked
    /// again, the first answer comes back.
    Accepted accept(UUID offer, Actor.Booker by, IdempotencyKey key);

    /// Passes the hour on. The place in line is kept; that hour is not offered again.
    Declined decline(UUID offer, Actor.Booker by);

    /// False when there is no such open wish; what was left already is left. An hour on offer is passed on.
    boolean leave(UUID wish, Actor.Booker by);

    /// What somebody waits for. `counter`: one office's, null for anywhere. `instead`: the appointment to bring
    /// forward;
    /// service, counter and matter are then its own.
    record Wanted(
            String service,
            @Nullable UUID counter,
            List<Days> days,
            @Nullable Part part,
            Matter matter,
            @Nullable AppointmentId instead) {}

    /// Both ends included.
    record Days(LocalDate from, LocalDate until) {}

    enum Part {
        MORNING,
        AFTERNOON;

        private static final LocalTime NOON = LocalTime.of(13, 0);

        static Part of(LocalTime hour) {
            return hour.isBefore(NOON) ? MORNING : AFTERNOON;
        }
    }

    /// `ahead`: how many open wishes made earlier could take an hour that suits this one too.
    record Wish(
            UUID id,
            String service,
            @Nullable UUID counter,
            List<Days> days,
            @Nullable Part part,
            PersonId person,
            UUID party,
            Matter matter,
            @Nullable AppointmentId instead,
            Instant since,
            int ahead,
            @Nullable Offer offer) {

        Wish withoutOffer() {
            return new Wish(id, service, counter, days, part, person, party, matter, instead, since, ahead, null);
        }
    }

    record Offer(
            UUID id,
            UUID wish,
            String service,
            UUID counter,
            UUID office,
            Instant startsAt,
            Instant endsAt,
            Instant until,
            State state,
            PersonId person,
            String mobile,
            String email,
            @Nullable AppointmentId instead,
            @Nullable AppointmentId appointment) {

        Offer withdrawn() {
            return new Offer(
                    id,
                    wish,
                    service,
                    counter,
                    office,
                    startsAt,
                    endsAt,
                    until,
                    State.WITHDRAWN,
                    person,
                    mobile,
                    email,
                    instead,
                    appointment);
        }

        public boolean open(Instant now) {
            return state == State.OPEN && now.isBefore(until);
        }

        /// OPEN → ACCEPTED | TAKEN_UP (an ordinary hold now) | DECLINED | EXPIRED | WITHDRAWN.
        public enum State {
            OPEN,
            ACCEPTED,
            TAKEN_UP,
            DECLINED,
            EXPIRED,
            WITHDRAWN
        }
    }

    sealed interface Joined {
        record Waiting(UUID wish) implements Joined {}

        record AlreadyWaiting(UUID wish) implements Joined {}

        /// No need to wait: these suit and are free.
        record FreeNow(List<Slot> slots) implements Joined {}

        /// There is one already: it can be brought forward.
        record AlreadyBooked(AppointmentId existing) implements Joined {}

        record NotAllowed(String reason, Map<String, String> facts) implements Joined {}

        /// Field name → key of words.
        record Incomplete(Map<String, String> wrong) implements Joined {}

        record NotFound() implements Joined {}
    }

    sealed interface Accepted {
        /// `movedFrom`: the hour the appointment had before, null when it is a new one.
        record Done(Appointment appointment, @Nullable Instant movedFrom) implements Accepted {}

        /// Held for them now as any hour chosen: something must still be stated. The place in line is kept until then.
        record ToComplete(String service, Hold hold) implements Accepted {}

        record Gone(Offer.State state) implements Accepted {}

        /// The hour was passed on.
        record NotAllowed(String reason, Map<String, String> facts) implements Accepted {}

        record AlreadyBooked(AppointmentId existing) implements Accepted {}

        record KeyReused() implements Accepted {}

        record NotFound() implements Accepted {}
    }

    sealed interface Declined {
        record PassedOn() implements Declined {}

        record Gone(Offer.State state) implements Declined {}

        record NotFound() implements Declined {}
    }
}

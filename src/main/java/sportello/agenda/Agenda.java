package sportello.agenda;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.platform.RoomFunction;

/// When counters are open and which slots are free. That a desk serves one person at a time is a constraint of the
/// database, not a check.
public interface Agenda {

    /// Days of the service's horizon on which a counter that fits opens, each with the slots free for the public;
    /// closures left out (G3).
    default List<DayCount> days(Search search, Instant now) {
        return days(search, Side.PUBLIC, now);
    }

    /// The same as one side of the counter sees it.
    List<DayCount> days(Search search, Side side, Instant now);

    /// The days, and the slots of the one that `chosen` names among them, from one statement: a page shows both.
    Look look(Search search, Side side, Instant now, Function<List<DayCount>, Optional<LocalDate>> chosen);

    default List<DayCount> days(String service, Instant now) {
        return days(Search.anywhere(service), now);
    }

    default List<DayCount> days(String service, @Nullable UUID counter, Instant now) {
        return days(Search.at(service, counter), now);
    }

    /// The slots of one day over all counters that fit, merged by start; `free` zero means full.
    default List<Slot> day(Search search, LocalDate day, Instant now) {
        return day(search, day, Side.PUBLIC, now);
    }

    List<Slot> day(Search search, LocalDate day, Side side, Instant now);

    default List<Slot> day(String service, LocalDate day, Instant now) {
        return day(Search.anywhere(service), day, now);
    }

    default List<Slot> day(String service, @Nullable UUID counter, LocalDate day, Instant now) {
        return day(Search.at(service, counter), day, now);
    }

    /// Free slots nearest to an instant, either side of it in time, as one side of the counter sees them.
    List<Slot> nearest(Search search, Instant wanted, int most, Side side, Instant now);

    default List<Slot> nearest(String service, Instant wanted, int most, Instant now) {
        return nearest(Search.anywhere(service), wanted, most, Side.PUBLIC, now);
    }

    default List<Slot> nearest(String service, @Nullable UUID counter, Instant wanted, int most, Instant now) {
        return nearest(Search.at(service, counter), wanted, most, Side.PUBLIC, now);
    }

    default List<Slot> nearest(
            String service, @Nullable UUID counter, Instant wanted, int most, Side side, Instant now) {
        return nearest(Search.at(service, counter), wanted, most, side, now);
    }

    /// The first free slot, at one of the counters that have it.
    Optional<Slot> firstFree(Search search, Instant now);

    /// The first free hour in each of these offices, the earliest first; those with none at the end.
    List<Point> points(Search search, Collection<UUID> offices, Instant now);

    /// Takes a desk at that hour for `holder` until the policy's hold runs out, from one side of the counter: staff may
    /// also have the desks kept for their channels. An earlier unbooked hold of theirs for the same service is
    /// given back. `note`: written together with the hold, or not at all.
    Holding hold(Search search, Instant startsAt, PersonId holder, Side side, Instant now, @Nullable Note note);

    default Holding hold(Search search, Instant startsAt, PersonId holder, Side side, Instant now) {
        return hold(search, startsAt, holder, side, now, null);
    }

    Holding hold(String service, Instant startsAt, PersonId holder, @Nullable UUID counter, Instant now);

    Holding hold(String service, Instant startsAt, PersonId holder, @Nullable UUID counter, Side side, Instant now);

    /// How long somebody who took too many hours in hand has still to wait, empty when they may take one.
    Optional<Duration> mayHoldAgainIn(PersonId holder);

    Optional<Hold> find(UUID hold, PersonId holder);

    /// Why nobody can be served any more where an hour is held or offered, a key of words; empty while somebody can.
    Optional<String> withdrawn(UUID hold);

    Optional<Hold> extend(UUID hold, PersonId holder, Instant now);

    /// Inside booking's transaction: the hold becomes the appointment's for good. False when it is no longer held.
    boolean take(UUID hold, PersonId holder, Instant now);

    /// Gives a place back: to who is next in line for it, in this very transaction, else to everybody. What is gone
    /// already frees nothing again.
    void release(UUID hold);

    /// Its holder wants it no longer. What has become an appointment meanwhile, in another page of theirs, stays.
    void drop(UUID hold, PersonId holder);

    /// A free place at that hour goes to who is next in line for it. False when none is free or nobody wants it: it
    /// stays
    /// everybody's.
    boolean offerFree(Search search, Instant startsAt, Instant now);

    /// Asked by who keeps the line, inside `NextInLine.offered`: the place is this person's alone, without an
    /// end, until it is taken up or released. Gives the id of the new hold.
    UUID keepFor(PersonId to, Freed place);

    /// What was offered becomes an ordinary hold, for the policy's time; an earlier hold of the same person for the
    /// same service is given back. Empty when it is no longer offered.
    Optional<Hold> takeUp(UUID hold, PersonId by, Instant now);

    /// An extraordinary closure of one office (rule G3). Appointments already taken that day stay.
    void close(UUID office, LocalDate day, String why, Actor by);

    /// An office that has a counter for what was looked for. `counter`: one that is free then, else any.
    record Point(Counter counter, Optional<Instant> firstFree) {}

    /// A place somebody gives back. `by`: who had it.
    record Freed(
            UUID hold,
            String service,
            UUID counter,
            UUID office,
            int desk,
            Instant startsAt,
            Instant endsAt,
            PersonId by) {}

    record DayCount(LocalDate day, int free, int all) {}

    /// `day`: the one chosen; `slots`: its hours, those that are full too.
    record Look(List<DayCount> days, Optional<LocalDate> day, List<Slot> slots) {}

    /// What another room writes down of a hold in the same statement (docs/decisions/0027).
    ///
    /// @param function of that room's schema: `(hold uuid, starts_at timestamptz, facts jsonb) returns boolean`
    /// @param facts as JSON
    record Note(RoomFunction function, String facts) {}

    sealed interface Holding {
        record Held(Hold hold) implements Holding {}

        /// The free hours nearest to the one asked for, looked up when somebody wants to know.
        default List<Slot> nearest() {
            return List.of();
        }

        record Taken(Supplier<List<Slot>> ask) implements Holding {
            @Override
            public List<Slot> nearest() {
                return ask.get();
            }
        }

        /// `why`: a key of words.
        record NotOffered(String why, Supplier<List<Slot>> ask) implements Holding {
            @Override
            public List<Slot> nearest() {
                return ask.get();
            }
        }

        /// This person took too many hours in hand lately, and may again after so long.
        record TooMany(Duration again) implements Holding {

            /// Key of words.
            public static final String WORD = "refusal.too-many-holds";

            public Map<String, String> facts() {
                return Map.of("minutes", Long.toString(minutes()));
            }

            /// Rounded up: a promise is better kept early.
            public long minutes() {
                return Math.max(1, (again.toSeconds() + 59) / 60);
            }
        }
    }
}

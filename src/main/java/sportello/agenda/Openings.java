package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.platform.IdempotencyKey;

/// Opening as its office keeps it (rule G9). Changing it never touches a booked appointment: what no longer fits is
/// listed, for the office to move.
public interface Openings {

    Timetable of(UUID counter);

    /// The slots of one day, on both sides of the counter, whatever is taken of them; none on a day it is closed.
    List<Cut> day(Counter counter, LocalDate day);

    /// Booked places of the counter that would no longer fit, and do now.
    List<Misfit> wouldNotFit(Counter counter, Change change, Instant now);

    /// The same for a day on which the whole office stays closed.
    List<Misfit> wouldNotFit(UUID office, LocalDate closed, Instant now);

    /// Why the change would not be kept, a key of words; tried, and nothing of it stays.
    Optional<String> refusal(Counter counter, Change change, Actor by);

    /// A hold on a place that no longer fits can become no appointment: its holder is told why at confirming.
    Changed change(Counter counter, Change change, Actor by, Instant now);

    /// A further counter of the same office and service with the same hours (rule G9), `desks` in all. Sent twice under
    /// one key it is opened once.
    ///
    /// @return its id; empty where the key names something else
    Optional<UUID> copy(Counter like, int desks, IdempotencyKey key, Actor by, Instant now);

    /// An extraordinary closure of one office (rule G3).
    void close(UUID office, LocalDate day, String why, Actor by, Instant now);

    void reopen(UUID office, LocalDate day, Actor by, Instant now);

    List<ClosedDay> closures(UUID office, LocalDate from);

    /// Everything booked from now on in the office that no longer fits, the nearest first; one statement.
    List<Misfit> misfits(UUID office, Instant now);

    /// Demand and supply of the counter, week by week from a Monday on (rule G9).
    List<Supply> supply(Counter counter, LocalDate monday, int weeks, Instant now);

    /// What the policy's week would be at this counter's desks.
    List<Change.OnWeekday> policysWeek(Counter counter);

    /// `places`: all that its hours make, on both sides of the counter; `free`: those still to be had; `turnedAway`:
    /// how
    /// many people asked for an hour there or anywhere and found it taken.
    record Supply(LocalDate monday, int places, int booked, int held, int free, int turnedAway) {}

    record ClosedDay(LocalDate day, String why) {}

    record Cut(Instant from, Instant to, int desks, int kept) {}

    sealed interface Changed {
        /// `misfits`: booked places of this counter that fitted before and do not now.
        record Done(List<Misfit> misfits) implements Changed {}

        /// Against a rule the database keeps; `why` is a key of words.
        record Refused(String why) implements Changed {}
    }
}

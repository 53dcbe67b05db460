package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Misfit;
import sportello.identity.Actor;
import sportello.offices.Counter;

/// Booked appointments that their counter's opening no longer fits (rule G9). They stay booked until somebody moves
/// them: the office, after a call, or the person, when asked to.
public interface Displacements {

    /// Those of the official's office still to come, the nearest first.
    List<Displaced> of(Actor.Official by, Instant now);

    /// Asks who booked to choose another hour. Asked again it is told again.
    Asked ask(AppointmentId id, Actor.Official by);

    /// Asks everybody of the office who was not asked yet.
    ///
    /// @return how many
    int askAll(Actor.Official by);

    /// Those of these appointments whose person was asked to choose another hour than the one it has now, as long as
    /// they
    /// still do not fit.
    Set<AppointmentId> asked(Collection<Appointment> some);

    /// How many wait for an hour of this counter's service in each of the weeks, there or anywhere.
    List<Integer> wishes(Counter counter, LocalDate monday, int weeks);

    /// `askedAt` null as long as nobody was asked.
    record Displaced(
            Appointment appointment,
            Misfit.Why why,
            @Nullable Instant askedAt) {}

    sealed interface Asked {
        record Done(Instant at) implements Asked {}

        /// It fits, was moved or is over.
        record NotNeeded() implements Asked {}

        record NotFound() implements Asked {}
    }
}

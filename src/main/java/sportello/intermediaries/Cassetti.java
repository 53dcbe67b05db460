package sportello.intermediaries;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;
import sportello.offices.Cassetto;

/// The three Cassetti: positions and the mandates on them (rules C1, C3). A position one may not treat does not exist.
public interface Cassetti {

    /// Those the member is enabled for, now.
    Set<Cassetto> enabled(Actor.Intermediary by);

    /// Each Cassetto the member is enabled for, with how much is in it.
    List<Count> counts(Actor.Intermediary by);

    /// The studio's positions with a mandate active today, by name. `search`: part of a name, the beginning of a code,
    /// a tax code; blank for all.
    PositionPage positions(Actor.Intermediary by, Cassetto cassetto, String search, @Nullable String cursor);

    /// For an enabled member of a studio with a mandate active today; for officials who handle that Cassetto in the
    /// competent office or where an appointment on the position was booked; for the product.
    Optional<Position> position(PositionId id, Actor by);

    /// The position with that code, registered if there is none.
    ///
    /// @throws IllegalArgumentException for a code not of that Cassetto's shape
    Position register(Cassetto cassetto, String code, String name, String taxCode, UUID competentOffice);

    /// By the product or the competent office's manager. On a domestic-work position the other studio's mandate ends:
    /// at once, or the day before `from` when that is still to come.
    Giving give(PositionId position, UUID studio, LocalDate from, @Nullable LocalDate until, Actor by);

    /// Effect at once; the studio's open appointments on the position are given up. Revoked by the product or the
    /// competent office's manager, renounced by an enabled member. False when it is not theirs to end or has ended.
    boolean end(UUID mandate, Mandate.EndReason reason, Actor by);

    /// All ever given on a position, newest first.
    List<Mandate> mandates(PositionId position, Actor.Official by);

    /// Positions with a mandate active today, and the questions on them that are not over.
    record Count(Cassetto cassetto, int positions, int openQuestions) {}

    sealed interface Giving {
        record Given(Mandate mandate) implements Giving {}

        /// The studio has one already on some of these days.
        record Already(Mandate mandate) implements Giving {}

        /// `why` is a key of words.
        record Refused(String why) implements Giving {}

        record NotFound() implements Giving {}
    }
}

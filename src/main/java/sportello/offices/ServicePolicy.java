package sportello.offices;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sportello.platform.ProductClock;

/// How a service is held, as data: a third service needs a file `services/<code>.yaml`, no code.
/// Defaults are those of the rule book.
public record ServicePolicy(
        String code,
        /** Keys of words: `service.<code>.name`, `.short`, `.what`. */
        Set<String> channels,
        Set<OfficeKind> kinds,
        List<Opening> weekly,
        Duration slot,
        int desks,
        int bookableFromDays,
        int bookableToDays,
        Duration hold,
        int holdExtensions,
        /** How long a freed hour is offered to one person in the waiting list, at most (rule G8). */
        Duration offer,
        Duration waitingOpensBefore,
        Duration lapsesAfter,
        boolean recorded,
        boolean cameraRequired,
        int mostPeople,
        EntryCodes entryCodes,
        List<Party> parties,
        List<Step> script,
        List<Paper> papers,
        /** Name of the effect that takes place when the case is concluded, empty for none. */
        String effect,
        /** Who may book: the name of the `Eligibility` that answers. */
        String eligibility,
        /** The Cassetto this consultation point belongs to, null for a service of citizens (rule C1). */
        @Nullable Cassetto cassetto,
        /** Code of the unit that handles it, empty for the whole office. */
        String unit,
        /** Whether an officer evaluates the case before the day (rule C6). */
        Preparation preparation,
        /** Where it may be held, the preferred first (rule C7). */
        List<Venue> venues,
        /** Channels, beside the reserved area, by which a booking is confirmed: `mail`, `sms` (rule C5). */
        Set<String> confirmations,
        /** Whether another office's point may be chosen too, after the competent one. */
        boolean anywhere,
        /** How many may be booking at once, and when everybody takes a ticket. */
        Rush rush,
        /** How long papers and recordings are kept: to be decided by the data controller (rule D16). */
        Period retention) {

    /// The waiting room in front of the booking. `inside`: how many may be booking at once; `pass`: how long one may
    /// think before somebody else's turn comes; `hours`: when everybody takes a ticket, however few they are.
    public record Rush(int inside, Duration pass, List<Opening> hours) {

        /// Whether at this moment everybody takes a ticket.
        public boolean ticketsOnly(Instant now) {
            var here = ProductClock.inRome(now);
            return hours.stream()
                    .anyMatch(opening -> opening.days().contains(here.getDayOfWeek())
                            && !here.toLocalTime().isBefore(opening.from())
                            && here.toLocalTime().isBefore(opening.to()));
        }
    }

    public enum Preparation {
        NONE,
        TRIAGE
    }

    public boolean evaluatedBefore() {
        return preparation == Preparation.TRIAGE;
    }

    public record Opening(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    public record EntryCodes(int digits, int attempts, Duration pause, int resendsPerHour) {}

    /// A party of the meeting. `entersWith`: `identity` (login and code), `login` (login alone) or
    /// `code` (own link and code).
    public record Party(String role, String entersWith, boolean required) {}

    /// A step of the officer's script (rule D14). `alone`: may only be ticked with the delegate out of the room.
    public record Step(String code, boolean required, boolean alone) {}

    /// A paper to be shown and transmitted. `of`: which party's it is. `when`: asked only if what was stated at booking
    /// fits, `situation=bedridden|hospitalised` or `situation!=bedridden`; empty for always (rule D8).
    public record Paper(String code, String of, boolean required, String when) {

        /// Whether it is asked, given the matter's answers.
        public boolean askedFor(Map<String, String> answers) {
            return Condition.parse(when).fits(answers);
        }
    }

    /// The papers asked in one matter.
    public List<Paper> papersFor(Map<String, String> answers) {
        return papers.stream().filter(paper -> paper.askedFor(answers)).toList();
    }
}

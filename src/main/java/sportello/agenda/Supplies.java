package sportello.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.offices.Offices;
import sportello.platform.ProductClock;

/// The supply this node last worked out. Whoever answers with it reads the versions of offices and openings in the same
/// statement as what is taken, and asks for a fresh one when they are others: no node answers with what was.
@Component
class Supplies {

    private static final int TRIES = 4;

    private final TakenHours hours;
    private final TimetableShelf shelf;
    private final Offices offices;
    private volatile @Nullable Supply known;

    Supplies(TakenHours hours, TimetableShelf shelf, Offices offices) {
        this.hours = hours;
        this.shelf = shelf;
        this.offices = offices;
    }

    /// `read`: what is taken, given a supply; `answer`: from both. Asked again when the supply was not what the
    /// statement saw.
    <T> T answer(Instant now, Function<Supply, Taken> read, BiFunction<Supply, Taken, T> answer) {
        return answer(now, read, Taken::asOf, answer);
    }

    <R, T> T answer(
            Instant now, Function<Supply, R> read, Function<R, Taken.AsOf> asOf, BiFunction<Supply, R, T> answer) {
        var supply = remembered(now);
        for (int tries = 1; ; tries++) {
            var found = read.apply(supply);
            if (supply.asOf(asOf.apply(found)) || tries == TRIES) return answer.apply(supply, found);
            supply = fresh(now);
        }
    }

    /// As it was when last looked at: for who has the database check the versions.
    Supply remembered(Instant now) {
        var kept = known;
        return kept != null && kept.today().equals(LocalDate.ofInstant(now, ProductClock.ROME)) ? kept : fresh(now);
    }

    Supply fresh(Instant now) {
        // The versions first: what is read after them is at least as new.
        var asOf = hours.asOf();
        var kept = known;
        var today = LocalDate.ofInstant(now, ProductClock.ROME);
        if (kept != null && kept.asOf(asOf) && kept.today().equals(today)) return kept;
        var read = new Supply(asOf, today, offices.directory(asOf.offices()), shelf.now());
        if (!shelf.changing()) known = read;
        return read;
    }
}

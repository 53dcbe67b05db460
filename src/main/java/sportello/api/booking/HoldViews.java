package sportello.api.booking;

import sportello.agenda.Hold;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.offices.Services;

/// Tells of a hold where it is and how often it can still be extended.
final class HoldViews {

    private HoldViews() {}

    static HoldView of(Hold hold, WhereToLook places, Services services) {
        var counter = places.counter(hold.counter()).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        return new HoldView(
                hold.id(),
                counter.service(),
                counter.office(),
                counter.officeName(),
                hold.startsAt(),
                hold.endsAt(),
                hold.until(),
                Math.max(0, services.policy(counter.service()).holdExtensions() - hold.extensions()));
    }
}

package sportello.booking;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// For whoever runs the product: how many bookings wait for what follows them, and how many of those failed before.
@Component
class FollowUpFigures implements MeterBinder {

    private final FollowUpRows rows;

    FollowUpFigures(FollowUpRows rows) {
        this.rows = rows;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "sportello.bookings.followups.waiting",
                        rows,
                        it -> it.figures().waiting())
                .register(registry);
        Gauge.builder(
                        "sportello.bookings.followups.failing",
                        rows,
                        it -> it.figures().failing())
                .register(registry);
    }
}

package sportello.notification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;
import sportello.platform.ProductClock;

/// For whoever runs the product: how many messages of each kind should have left, and how many wait for an official;
/// those of no office wait for whoever runs it.
@Component
class OutboxFigures implements MeterBinder {

    private final SetAsideRows rows;
    private final ProductClock clock;

    OutboxFigures(SetAsideRows rows, ProductClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var kind : List.of("sms", "mail", "app")) {
            Gauge.builder("sportello.messages.late", rows, it -> it.late(kind, clock.instant()))
                    .tag("kind", kind)
                    .register(registry);
            for (var shown : List.of(true, false))
                Gauge.builder("sportello.messages.set.aside", rows, it -> it.setAside(kind, shown))
                        .tag("kind", kind)
                        .tag("office", shown ? "yes" : "none")
                        .register(registry);
        }
    }
}

package sportello.booking;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A listener that fails, after all others did their part, for the counters a test names.
@Component
class Stumbling {

    final Set<UUID> at = ConcurrentHashMap.newKeySet();

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void on(AppointmentBooked booked) {
        if (at.contains(booked.counter())) throw new IllegalStateException("stumbled");
    }
}

package sportello.web.lanes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.offices.Services;
import sportello.rush.RushGate;

/// How many stand before each service's booking at this node. When they are too many, or some had to be sent away, the
/// line in front of that service is asked to begin. Those who only come take no place from those inside.
@Component
class Pressure {

    private static final Pattern BOOKING = Pattern.compile("^/book/([a-z0-9-]{1,80})/.+");

    private final Map<String, Stand> inside = new ConcurrentHashMap<>();
    private final Map<String, Stand> comers = new ConcurrentHashMap<>();
    private final Services services;
    private final RushGate gate;
    private final PressureSettings settings;

    Pressure(Services services, RushGate gate, PressureSettings settings) {
        this.services = services;
        this.gate = gate;
        this.settings = settings;
    }

    /// Those at one door: being treated or waiting for a place.
    static final class Stand {
        private final AtomicInteger here = new AtomicInteger();
        private final AtomicInteger least = new AtomicInteger();
        private final AtomicInteger sentAway = new AtomicInteger();

        void comes() {
            here.incrementAndGet();
        }

        void goes() {
            least.accumulateAndGet(here.decrementAndGet(), Math::min);
        }

        void isSentAway() {
            sentAway.incrementAndGet();
        }

        /// A second's hiccup that passes is none.
        private boolean presses(int most, int mostSentAway) {
            return least.getAndSet(here.get()) >= most | sentAway.getAndSet(0) >= mostSentAway;
        }
    }

    /// The door an address leads to, empty for an address that is no step of a booking.
    Optional<Stand> at(Entrance entrance, String path) {
        if (entrance != Entrance.PUBLIC && entrance != Entrance.COMERS) return Optional.empty();
        var step = BOOKING.matcher(path);
        if (!step.matches() || services.find(step.group(1)).isEmpty()) return Optional.empty();
        var stands = entrance == Entrance.COMERS ? comers : inside;
        return Optional.of(stands.computeIfAbsent(step.group(1), _ -> new Stand()));
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
    void tell() {
        inside.forEach((service, stand) -> {
            if (stand.presses(settings.at(), settings.sentAway())) gate.press(service);
        });
        comers.forEach((service, stand) -> {
            if (stand.presses(settings.comers(), settings.sentAway())) gate.crowd(service);
        });
    }
}

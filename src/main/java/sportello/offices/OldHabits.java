package sportello.offices;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.platform.ProductClock;

/// Where somebody used to go is forgotten when they have not chosen it for long (rule G12).
@Component
class OldHabits {

    private final OfficeRows rows;
    private final OfficesSettings settings;
    private final ProductClock clock;

    OldHabits(OfficeRows rows, OfficesSettings settings, ProductClock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
    @Transactional
    public void forget() {
        rows.forgetUsualBefore(clock.instant().minus(settings.usualOfficeKept()));
    }
}

package sportello.invitations;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.platform.ProductClock;

/// Addresses and join links are forgotten a month after the hour (rule G12).
@Component
class OldInvitations {

    private static final Duration KEPT = Duration.ofDays(30);

    private final InvitationRows rows;
    private final ProductClock clock;

    OldInvitations(InvitationRows rows, ProductClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 6, timeUnit = TimeUnit.MINUTES)
    @Transactional
    public void forget() {
        rows.forget(clock.instant().minus(KEPT));
    }
}

package sportello.booking;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.platform.ProductClock;

/// Drafts and recognised requests past their time are deleted (rule G12).
@Component
class Forgetting {

    private final DraftRows drafts;
    private final AppointmentRows rows;
    private final BookingSettings settings;
    private final ProductClock clock;

    Forgetting(DraftRows drafts, AppointmentRows rows, BookingSettings settings, ProductClock clock) {
        this.drafts = drafts;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
    @Transactional
    public void forget() {
        var now = clock.instant();
        drafts.forgetBefore(now.minus(settings.draftsKept()));
        rows.forgetAnswersBefore(now.minus(settings.answersKept()));
    }
}

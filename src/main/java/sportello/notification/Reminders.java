package sportello.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.booking.Appointment;
import sportello.booking.AppointmentBooked;
import sportello.booking.AppointmentGivenUp;
import sportello.booking.AppointmentId;
import sportello.booking.AppointmentMoved;
import sportello.booking.Bookings;
import sportello.casework.CaseDeclined;
import sportello.casework.CaseSettledInWriting;
import sportello.platform.ClockMoved;
import sportello.platform.ProductClock;

/// Rule G8. Planned in the transaction that books or moves, given once, by whichever node comes first. Whether the
/// appointment still stands at that hour is asked when the reminder is written and again when it is handed over.
@Component
class Reminders {

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
    private static final int MOST_AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final ReminderRows rows;
    private final ReminderPlan plan;
    private final NoticeRows notices;
    private final Letters letters;
    private final Bookings bookings;
    private final ProductClock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate each;

    Reminders(
            ReminderRows rows,
            NoticeRows notices,
            NotificationSettings settings,
            Letters letters,
            Bookings bookings,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.notices = notices;
        this.plan = settings.reminders();
        this.letters = letters;
        this.bookings = bookings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.each = new TransactionTemplate(transactions);
        this.each.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void booked(AppointmentBooked event) {
        plan(event.appointment(), event.startsAt());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void moved(AppointmentMoved event) {
        forget(event.appointment());
        plan(event.appointment(), event.to());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void givenUp(AppointmentGivenUp event) {
        forget(event.appointment());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void settled(CaseSettledInWriting event) {
        forget(event.appointment());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void declined(CaseDeclined event) {
        forget(event.appointment());
    }

    /// Of an hour that is no more. A reminder being given at this instant by another transaction holds its row: this
    /// waits for it, and so finds the notice it wrote; what went to the outbox is asked again at hand-over.
    private void forget(AppointmentId appointment) {
        rows.drop(appointment.value());
        notices.withdrawReminders(appointment.value());
    }

    private void plan(AppointmentId appointment, Instant hour) {
        plan.of(hour, clock.instant()).forEach(due -> rows.plan(appointment.value(), hour, due));
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT15S")
    void giveWhatIsDue() {
        while (give() == MOST_AT_ONCE) Thread.onSpinWait();
    }

    @EventListener
    void on(ClockMoved moved) {
        giveWhatIsDue();
    }

    /// One that fails waits, and holds up nobody.
    private int give() {
        return Objects.requireNonNull(transaction.execute(status -> {
            var now = clock.instant();
            var taken = rows.take(now, MOST_AT_ONCE);
            for (var row : taken) {
                try {
                    each.executeWithoutResult(nested -> give(row, now));
                } catch (RuntimeException failed) {
                    LOG.error("A reminder could not be written: {}", row.appointment(), failed);
                    rows.again(row, now.plus(PAUSE));
                }
            }
            return taken.size();
        }));
    }

    private void give(ReminderRows.Row row, Instant now) {
        if (plan.overtaken(row.kind(), row.hour(), now)) return;
        bookings.find(new AppointmentId(row.appointment()))
                .filter(appointment -> appointment.status() == Appointment.Status.BOOKED)
                .filter(appointment -> appointment.startsAt().equals(row.hour()) && now.isBefore(row.hour()))
                .ifPresent(appointment ->
                        letters.remind(appointment, row.kind().name().toLowerCase(Locale.ROOT)));
    }
}

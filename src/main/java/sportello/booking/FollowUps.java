package sportello.booking;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// What a booking entails: whoever listens to it acts in one transaction with the row that says it is still to be done,
/// so that it is done once, whoever comes first. On a calm day that is the confirming request itself, just after it
/// committed; in a rush the workers, which give way to confirmations; and always whoever needs it before they came to
/// it.
@Component
class FollowUps {

    private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

    private final FollowUpRows rows;
    private final AppointmentRows appointments;
    private final Line line;
    private final ApplicationEventPublisher events;
    private final Rush rush;
    private final FollowUpWorkers workers;
    private final TransactionTemplate transaction;

    FollowUps(
            FollowUpRows rows,
            AppointmentRows appointments,
            Line line,
            ApplicationEventPublisher events,
            Rush rush,
            FollowUpWorkers workers,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.appointments = appointments;
        this.line = line;
        this.events = events;
        this.rush = rush;
        this.workers = workers;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        workers.serve(this::work);
    }

    /// After the confirming transaction: its answer is given whatever comes of this.
    void follow(AppointmentId id, Set<UUID> about) {
        if (rush.inPassing(() -> tried(id, () -> rows.take(id)))) return;
        // A studio's next step asks for the light on its question.
        if (about.isEmpty()) workers.wake();
        else tried(id, () -> rows.take(id));
    }

    /// Before anybody relies on it. A failure is noted down and tried again later.
    void finish(AppointmentId id) {
        tried(id, () -> rows.take(id));
    }

    /// In the caller's transaction, which fails with it.
    void demand(AppointmentId id) {
        transaction.executeWithoutResult(status -> rows.take(id).ifPresent(about -> act(id, about)));
    }

    /// What was booked is given up: what could not be done for it is no longer wanted.
    void finishOrDrop(AppointmentId id) {
        try {
            demand(id);
        } catch (RuntimeException failed) {
            LOG.warn("What follows the booking {} is dropped: it is given up", id, failed);
            rows.take(id);
        }
    }

    private boolean work(AppointmentId id) {
        return tried(id, () -> rows.takeIfIdle(id));
    }

    /// True when it was done here and now.
    private boolean tried(AppointmentId id, Supplier<Optional<Set<UUID>>> claim) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                var about = claim.get();
                about.ifPresent(things -> act(id, things));
                return about.isPresent();
            }));
        } catch (RuntimeException failed) {
            LOG.error("What follows the booking {} could not be done; it is tried again", id, failed);
            note(id, failed);
            return false;
        }
    }

    private void act(AppointmentId id, Set<UUID> about) {
        var kept = appointments.find(id);
        if (kept.isEmpty()) return;
        var booked = kept.get().appointment();
        events.publishEvent(
                new AppointmentBooked(id, booked.service(), booked.counter(), booked.office(), booked.startsAt()));
        line.booked(booked, about);
    }

    /// The kind of failure only: what it says may quote what somebody typed.
    private void note(AppointmentId id, RuntimeException failed) {
        try {
            rows.failed(id, failed.getClass().getSimpleName());
        } catch (RuntimeException alsoFailed) {
            LOG.warn("The failure could not be noted down either", alsoFailed);
        }
    }
}

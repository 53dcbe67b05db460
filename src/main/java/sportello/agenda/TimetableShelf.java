package sportello.agenda;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What this node remembers of openings, brought up to date by one statement that finds nothing new nearly always.
@Component
class TimetableShelf {

    private static final Object CHANGING = "sportello.agenda.changing-openings";

    private final AtomicReference<Timetables> known = new AtomicReference<>(Timetables.NONE);
    private final TimetableRows rows;

    TimetableShelf(TimetableRows rows) {
        this.rows = rows;
    }

    /// As it was when last looked at: for who has the database check the version anyway.
    Timetables remembered() {
        return known.get();
    }

    /// As the database has it now. A transaction that changes openings itself sees its own changes, and no other does
    /// before they stand.
    Timetables now() {
        if (changing()) return rows.since(known.get());
        for (; ; ) {
            var before = known.get();
            var after = rows.since(before);
            if (after == before || known.compareAndSet(before, after)) return after;
        }
    }

    /// Said before a transaction changes openings.
    void willChange() {
        if (!TransactionSynchronizationManager.isSynchronizationActive())
            throw new IllegalStateException("Openings change inside a transaction");
        if (changing()) return;
        TransactionSynchronizationManager.bindResource(CHANGING, CHANGING);
        TransactionSynchronizationManager.registerSynchronization(new Unmark());
    }

    /// Whether this very transaction changes openings.
    boolean changing() {
        return TransactionSynchronizationManager.hasResource(CHANGING);
    }

    private static final class Unmark implements org.springframework.transaction.support.TransactionSynchronization {
        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(CHANGING);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CHANGING, CHANGING);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(CHANGING);
        }
    }
}

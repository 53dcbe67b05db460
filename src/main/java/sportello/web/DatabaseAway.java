package sportello.web;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// What passes by itself: the database was away, had no connection left, or let somebody else go first. The request had
/// no effect, or one that the same idempotency key finds again.
public final class DatabaseAway {

    private DatabaseAway() {}

    public static boolean explains(@Nullable Throwable problem) {
        int depth = 0;
        for (var each = problem; each != null && depth < 20; each = each.getCause(), depth++) {
            if (each instanceof TransientDataAccessException
                    || each instanceof DataAccessResourceFailureException
                    || each instanceof CannotCreateTransactionException
                    || each instanceof TransactionSystemException
                    || each instanceof SQLTransientException
                    || each instanceof SQLException sql && passes(sql.getSQLState())) return true;
        }
        return false;
    }

    private static boolean passes(@Nullable String state) {
        if (state == null || state.length() < 2) return false;
        return switch (state.substring(0, 2)) {
            // The connection broke, resources ran out, an operator or a time-out intervened, the system failed.
            case "08", "53", "57", "58" -> true;
            // A serialization failure or a deadlock; a lock that did not come in time; a transaction left idle.
            case "40" -> true;
            case "55" -> state.equals("55P03");
            case "25" -> state.equals("25P03") || state.equals("25P04");
            default -> false;
        };
    }
}

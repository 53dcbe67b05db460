package sportello.invitations;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/// kill -9 in place of one of the worker's writes.
final class Dying extends TransactionTemplate {

    private static final long serialVersionUID = 1;

    private int left;

    Dying(TransactionTemplate real, int writes) {
        super(Objects.requireNonNull(real.getTransactionManager()));
        left = writes;
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        if (left-- == 0) throw new Killed();
        return super.execute(action);
    }

    @Override
    public void executeWithoutResult(Consumer<TransactionStatus> action) {
        if (left-- == 0) throw new Killed();
        super.executeWithoutResult(action);
    }

    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}

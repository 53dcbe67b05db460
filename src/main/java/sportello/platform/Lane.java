package sportello.platform;

import java.util.Locale;

/// Whose work something is. Each lane has connections of its own to the database, so that a crowd at the public door
/// takes none from officials at work, from people inside a meeting or from due work (rule G6).
public enum Lane {
    /// Officials, agents, and the programs of other bodies that ask for a delegation.
    STAFF,
    /// People in a meeting or its waiting room.
    ROOM,
    /// Everybody else who asks.
    PUBLIC,
    /// What nobody's request asked for: due work, messages, the start itself.
    DUE;

    private static final ScopedValue<Lane> CURRENT = ScopedValue.newInstance();

    /// Whose work this thread does.
    public static Lane current() {
        return CURRENT.isBound() ? CURRENT.get() : DUE;
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /// As settings and figures name it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

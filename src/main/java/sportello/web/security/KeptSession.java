package sportello.web.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.MapSession;
import org.springframework.session.Session;

/// A session and what of it is not yet written down. Its key stays when its id changes.
final class KeptSession implements Session {

    /// Two requests within it are one use: who reads page after page costs no write.
    static final Duration ONE_USE = Duration.ofMinutes(1);

    private final MapSession session;
    private final String key;
    private final boolean fresh;
    private final Set<String> changed = new HashSet<>();
    private boolean written;
    private String writtenId;
    private Instant writtenUse;
    private Duration writtenIdle;

    private KeptSession(MapSession session, String key, boolean fresh) {
        this.session = session;
        this.key = key;
        this.fresh = fresh;
        this.writtenId = session.getId();
        this.writtenUse = session.getLastAccessedTime();
        this.writtenIdle = session.getMaxInactiveInterval();
    }

    static KeptSession begun(Duration idle) {
        var session = new MapSession();
        session.setMaxInactiveInterval(idle);
        return new KeptSession(session, session.getId(), true);
    }

    static KeptSession read(MapSession session, String key) {
        return new KeptSession(session, key, false);
    }

    String key() {
        return key;
    }

    /// No row is there yet.
    boolean fresh() {
        return fresh && !written;
    }

    Set<String> changed() {
        return changed;
    }

    /// Under which id it was found.
    String writtenId() {
        return writtenId;
    }

    boolean usedAnew() {
        return !getId().equals(writtenId)
                || !getMaxInactiveInterval().equals(writtenIdle)
                || !getLastAccessedTime().isBefore(writtenUse.plus(ONE_USE));
    }

    void written() {
        written = true;
        changed.clear();
        writtenId = getId();
        writtenUse = getLastAccessedTime();
        writtenIdle = getMaxInactiveInterval();
    }

    @Override
    public String getId() {
        return session.getId();
    }

    @Override
    public String changeSessionId() {
        return session.changeSessionId();
    }

    @Override
    public <T> @Nullable T getAttribute(String name) {
        return session.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        return session.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        session.setAttribute(name, value);
        changed.add(name);
    }

    @Override
    public void removeAttribute(String name) {
        session.removeAttribute(name);
        changed.add(name);
    }

    @Override
    public Instant getCreationTime() {
        return session.getCreationTime();
    }

    @Override
    public void setLastAccessedTime(Instant at) {
        session.setLastAccessedTime(at);
    }

    @Override
    public Instant getLastAccessedTime() {
        return session.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration idle) {
        session.setMaxInactiveInterval(idle);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return session.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
        return session.isExpired();
    }
}

package sportello.web.room;

import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/// A login does not idle away while its person is in a room, and a room does not outlive the login.
@Component
class Logins {

    private final ObjectProvider<SessionRepository<? extends Session>> sessions;

    Logins(ObjectProvider<SessionRepository<? extends Session>> sessions) {
        this.sessions = sessions;
    }

    boolean stillIn(String login) {
        var kept = sessions.getIfAvailable();
        return kept == null || touch(kept, login);
    }

    private static <S extends Session> boolean touch(SessionRepository<S> sessions, String login) {
        var session = sessions.findById(login);
        if (session == null) return false;
        session.setLastAccessedTime(Instant.now());
        sessions.save(session);
        return true;
    }
}

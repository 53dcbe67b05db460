package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import sportello.meeting.MeetingTest;

/// A session does not idle away while its person is in a room.
@MeetingTest
class LoginsTest {

    @Autowired
    Logins logins;

    @Autowired
    SessionRepository<? extends Session> sessions;

    @Test
    void staysAliveWhileItsPersonIsInARoom() {
        var id = idleFor29Minutes(sessions);
        assertThat(logins.stillIn(id)).isTrue();
        assertThat(java.util.Objects.requireNonNull(sessions.findById(id)).getLastAccessedTime())
                .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    }

    @Test
    void isOverAfterALogout() {
        var id = idleFor29Minutes(sessions);
        sessions.deleteById(id);
        assertThat(logins.stillIn(id)).isFalse();
    }

    private static <S extends Session> String idleFor29Minutes(SessionRepository<S> sessions) {
        var session = sessions.createSession();
        session.setLastAccessedTime(Instant.now().minus(Duration.ofMinutes(29)));
        sessions.save(session);
        return session.getId();
    }
}

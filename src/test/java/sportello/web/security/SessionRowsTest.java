package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.testing.SportelloTest;

@SportelloTest
class SessionRowsTest {

    @Autowired
    SessionRows sessions;

    @Autowired
    JdbcClient jdbc;

    private KeptSession kept() {
        var session = sessions.createSession();
        session.setAttribute("person", "Bruno, è lui");
        session.setAttribute("capacity", "me");
        sessions.save(session);
        return session;
    }

    private KeptSession found(String id) {
        return Objects.requireNonNull(sessions.findById(id));
    }

    private Instant writtenUse(KeptSession session) {
        return Instant.ofEpochMilli(jdbc.sql("select last_access_time from web.session where session_id = :id")
                .param("id", session.getId())
                .query(Long.class)
                .single());
    }

    @Test
    void whatIsKeptIsFoundAgain() {
        var found = found(kept().getId());
        assertThat(found.<String>getAttribute("person")).isEqualTo("Bruno, è lui");
        assertThat(found.getAttributeNames()).containsExactlyInAnyOrder("person", "capacity");
    }

    @Test
    void aSessionOfYesterdaysVersionOpens() {
        var session = kept();
        jdbc.sql("update web.session_attributes set attribute_bytes = :bytes where session_primary_id = :key")
                .param("bytes", new SerializingConverter().convert("Bruno, è lui"))
                .param("key", session.key())
                .update();
        assertThat(found(session.getId()).<String>getAttribute("person")).isEqualTo("Bruno, è lui");
    }

    @Test
    void whatChangesIsWritten() {
        var session = found(kept().getId());
        session.setAttribute("person", "Anna");
        session.removeAttribute("capacity");
        sessions.save(session);
        var again = found(session.getId());
        assertThat(again.<String>getAttribute("person")).isEqualTo("Anna");
        assertThat(again.getAttributeNames()).containsExactly("person");
    }

    @Test
    void anIdGivenUpOpensNothing() {
        var session = found(kept().getId());
        var old = session.getId();
        session.changeSessionId();
        sessions.save(session);
        assertThat(sessions.findById(old)).isNull();
        assertThat(found(session.getId()).<String>getAttribute("person")).isEqualTo("Bruno, è lui");
    }

    @Test
    void usesWithinAMinuteCostNoWrite() {
        var session = found(kept().getId());
        var written = writtenUse(session);
        session.setLastAccessedTime(written.plus(Duration.ofSeconds(59)));
        sessions.save(session);
        assertThat(writtenUse(session)).isEqualTo(written);
        session.setLastAccessedTime(written.plus(Duration.ofSeconds(60)));
        sessions.save(session);
        assertThat(writtenUse(session)).isEqualTo(written.plus(Duration.ofSeconds(60)));
    }

    @Test
    void oneLeftAloneTooLongIsOver() {
        var session = kept();
        jdbc.sql("update web.session set last_access_time = last_access_time - :idle where session_id = :id")
                .param("idle", session.getMaxInactiveInterval().toMillis() + 1)
                .param("id", session.getId())
                .update();
        assertThat(sessions.findById(session.getId())).isNull();
    }
}

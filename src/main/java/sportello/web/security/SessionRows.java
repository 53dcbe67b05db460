package sportello.web.security;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.MapSession;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.platform.Together;

/// Sessions in the tables Spring Session laid out. Every request of somebody logged in reads one, so that is one
/// statement, and one for all who come at the same moment; writing happens when there is something to write.
@Component
class SessionRows implements SessionRepository<KeptSession> {

    /// As Java serialises a short string: the form in which attributes have been kept from the first version on.
    private static final byte[] STRING = HexFormat.of().parseHex("aced000574");

    private static final int LONGEST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(SessionRows.class);

    private final JdbcClient jdbc;
    private final SecuritySettings settings;
    private final TransactionTemplate transaction;
    private final List<SessionEnds> ends;
    private final Together<String, Optional<KeptSession>> reading = new Together<>(this::read);

    SessionRows(
            JdbcClient jdbc,
            SecuritySettings settings,
            PlatformTransactionManager transactions,
            List<SessionEnds> ends) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.ends = ends;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public KeptSession createSession() {
        return KeptSession.begun(settings.sessionIdle());
    }

    /// Asked for again after the answer went out, it is the one this request has.
    @Override
    public @Nullable KeptSession findById(String id) {
        var mine = OneSession.read();
        return mine != null && mine.getId().equals(id) ? mine : OneSession.keep(asked(id));
    }

    private @Nullable KeptSession asked(String id) {
        var found = reading.ask(id);
        if (found.isEmpty()) return null;
        if (!found.get().isExpired()) return found.get();
        deleteById(id);
        return null;
    }

    /// Each in an object of its own, also where two requests come with the same one.
    private List<Optional<KeptSession>> read(List<String> ids) {
        var found = new HashMap<String, Row>();
        jdbc.sql("select * from web.sessions(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((RowCallbackHandler) row -> {
                    var one = found.get(row.getString("id"));
                    if (one == null) found.put(row.getString("id"), one = Row.read(row));
                    var name = row.getString("attribute_name");
                    if (name != null) one.words.put(name, word(row.getBytes("attribute_bytes")));
                });
        return ids.stream()
                .map(id -> Optional.ofNullable(found.get(id)).map(row -> row.session(id)))
                .toList();
    }

    private record Row(String key, Instant begun, Instant used, Duration idle, Map<String, @Nullable String> words) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("key"),
                    Instant.ofEpochMilli(row.getLong("begun")),
                    Instant.ofEpochMilli(row.getLong("used")),
                    Duration.ofSeconds(row.getInt("idle")),
                    new HashMap<>());
        }

        KeptSession session(String id) {
            var session = new MapSession(id);
            session.setCreationTime(begun);
            session.setLastAccessedTime(used);
            session.setMaxInactiveInterval(idle);
            words.forEach(session::setAttribute);
            return KeptSession.read(session, key);
        }
    }

    @Override
    public void save(KeptSession session) {
        var id = session.writtenId();
        var turned =
                !session.getId().equals(id) || SessionTickets.WORDS.stream().anyMatch(session.changed()::contains);
        if (session.fresh()) transaction.executeWithoutResult(status -> insert(session));
        else if (session.changed().isEmpty() && session.usedAnew()) use(session);
        else if (!session.changed().isEmpty())
            transaction.executeWithoutResult(status -> {
                use(session);
                attributes(session);
            });
        else return;
        session.written();
        if (turned) turned(id);
    }

    private void insert(KeptSession session) {
        jdbc.sql("""
                        insert into web.session (primary_id, session_id, creation_time, last_access_time,
                                                 max_inactive_interval, expiry_time)
                        values (:key, :id, :begun, :used, :idle, :until)
                        """)
                .param("key", session.key())
                .param("id", session.getId())
                .param("begun", session.getCreationTime().toEpochMilli())
                .param("used", session.getLastAccessedTime().toEpochMilli())
                .param("idle", session.getMaxInactiveInterval().toSeconds())
                .param("until", until(session))
                .update();
        attributes(session);
    }

    private void use(KeptSession session) {
        jdbc.sql("""
                        update web.session
                           set session_id = :id, last_access_time = :used, max_inactive_interval = :idle,
                               expiry_time = :until
                         where primary_id = cast(:key as char(36))
                        """)
                .param("id", session.getId())
                .param("used", session.getLastAccessedTime().toEpochMilli())
                .param("idle", session.getMaxInactiveInterval().toSeconds())
                .param("until", until(session))
                .param("key", session.key())
                .update();
    }

    private void attributes(KeptSession session) {
        for (var name : session.changed()) {
            var value = word(name, session.getAttribute(name));
            if (value == null)
                jdbc.sql("""
                                delete from web.session_attributes
                                 where session_primary_id = cast(:key as char(36)) and attribute_name = :name
                                """).param("key", session.key()).param("name", name).update();
            else
                jdbc.sql("""
                                insert into web.session_attributes (session_primary_id, attribute_name, attribute_bytes)
                                select primary_id, :name, :bytes from web.session
                                 where primary_id = cast(:key as char(36))
                                on conflict (session_primary_id, attribute_name)
                                do update set attribute_bytes = excluded.attribute_bytes
                                """)
                        .param("name", name)
                        .param("bytes", bytes(value))
                        .param("key", session.key())
                        .update();
        }
    }

    @Override
    public void deleteById(String id) {
        OneSession.keep(null);
        jdbc.sql("delete from web.session where session_id = cast(:id as char(36))")
                .param("id", id)
                .update();
        turned(id);
    }

    private void turned(String id) {
        ends.forEach(each -> each.turned(id));
    }

    void forgetExpired() {
        jdbc.sql("delete from web.session where expiry_time < :now")
                .param("now", System.currentTimeMillis())
                .update();
    }

    private static long until(KeptSession session) {
        return session.getLastAccessedTime()
                .plus(session.getMaxInactiveInterval())
                .toEpochMilli();
    }

    private static @Nullable String word(String name, @Nullable Object value) {
        if (value == null || value instanceof String word && word.length() <= LONGEST) return (String) value;
        LOG.warn(
                "A session keeps short words only, not the {} of {}",
                value.getClass().getName(),
                name);
        return null;
    }

    private static byte[] bytes(String word) {
        var letters = word.getBytes(StandardCharsets.UTF_8);
        var bytes = Arrays.copyOf(STRING, STRING.length + 2 + letters.length);
        bytes[STRING.length] = (byte) (letters.length >> 8);
        bytes[STRING.length + 1] = (byte) letters.length;
        System.arraycopy(letters, 0, bytes, STRING.length + 2, letters.length);
        return bytes;
    }

    /// What is not a word was put there by nobody we know.
    static @Nullable String word(byte[] bytes) {
        int from = STRING.length + 2;
        if (bytes.length < from || !Arrays.equals(bytes, 0, STRING.length, STRING, 0, STRING.length)) return null;
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}

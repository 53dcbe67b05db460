package sportello.web.security;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;

/// Sessions judged many at once: in a rush one question for all who look is cheap, one for each is not.
@Component
public class ManySessions {

    private final JdbcClient jdbc;

    ManySessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Who is logged in with each of these sessions and acts for themselves; the others are not named. Like any request
    /// it counts as a use.
    public Map<String, PersonId> ofThemselves(Collection<String> sessions) {
        var people = new HashMap<String, PersonId>();
        var forOthers = new HashSet<String>();
        jdbc.sql("""
                        with used as (
                            update web.session
                               set last_access_time = :now, expiry_time = :now + max_inactive_interval * 1000::bigint
                             where session_id = any(cast(:sessions as bpchar[])) and expiry_time > :now
                               and last_access_time < :now - :one_use)
                        select s.session_id, a.attribute_name, a.attribute_bytes
                          from web.session as s join web.session_attributes as a on a.session_primary_id = s.primary_id
                         where s.session_id = any(cast(:sessions as bpchar[])) and s.expiry_time > :now
                           and a.attribute_name in (:person, :capacity)
                        """)
                .param("now", System.currentTimeMillis())
                .param("one_use", KeptSession.ONE_USE.toMillis())
                .param("sessions", sessions.toArray(String[]::new))
                .param("person", SessionTickets.PERSON)
                .param("capacity", SessionTickets.CAPACITY)
                .query((RowCallbackHandler) row -> {
                    var id = row.getString("session_id");
                    var word = SessionRows.word(row.getBytes("attribute_bytes"));
                    if (word == null) return;
                    if (row.getString("attribute_name").equals(SessionTickets.PERSON))
                        people.put(id, PersonId.of(word));
                    else if (!word.equals(SignedIn.ME)) forOthers.add(id);
                });
        people.keySet().removeAll(forOthers);
        return people;
    }
}

package sportello.notification.carriers;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How far each mailbox has been read: all the SQL of it.
@Repository
class ReadUpTo {

    private final JdbcClient jdbc;

    ReadUpTo(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty where it was never read, or its server counts anew.
    Optional<Long> last(String mailbox, long validity) {
        return jdbc.sql("select up_to from notification.mailbox_read where mailbox = :box and validity = :validity")
                .param("box", mailbox)
                .param("validity", validity)
                .query(Long.class)
                .optional();
    }

    /// Two nodes may read the same: the later stands.
    void keep(String mailbox, long validity, long last) {
        jdbc.sql("""
                        insert into notification.mailbox_read as known (mailbox, validity, up_to)
                        values (:box, :validity, :last)
                            on conflict on constraint a_mailbox_is_read_on_from_where_it_was_left do update
                           set validity = excluded.validity, at = clock_timestamp(),
                               up_to = case when known.validity = excluded.validity
                                            then greatest(known.up_to, excluded.up_to) else excluded.up_to end
                        """)
                .param("box", mailbox)
                .param("validity", validity)
                .param("last", last)
                .update();
    }
}

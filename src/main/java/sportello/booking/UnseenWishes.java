package sportello.booking;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of wishes that some transaction, begun before they stood, may not see.
@Component
class UnseenWishes {

    private final JdbcClient jdbc;

    UnseenWishes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// True, and noted, when no such transaction is at work.
    boolean seenByAll(UUID wish) {
        boolean seen = jdbc.sql("""
                        select pg_snapshot_xmin(now) = pg_snapshot_xmax(now) from pg_current_snapshot() as now
                        """).query(Boolean.class).single();
        if (seen) lookedAgain(wish);
        return seen;
    }

    /// Those to look at again of which every such transaction is over; of newer ones it is noted which these are.
    List<UUID> seenByAllByNow() {
        var seen =
                jdbc.sql("""
                        select id from booking.wish
                         where state = 'WAITING' and not looked_again
                           and unseen_by <= pg_snapshot_xmin(pg_current_snapshot())
                         order by since, id
                         limit 100
                        """).query((row, n) -> row.getObject("id", UUID.class)).list();
        jdbc.sql("""
                        update booking.wish set unseen_by = pg_snapshot_xmax(pg_current_snapshot())
                         where id in (select id from booking.wish
                                       where state = 'WAITING' and not looked_again and unseen_by is null
                                         for update skip locked)
                        """).update();
        return seen;
    }

    void lookedAgain(UUID wish) {
        jdbc.sql("update booking.wish set looked_again = true where id = :id and not looked_again")
                .param("id", wish)
                .update();
    }
}

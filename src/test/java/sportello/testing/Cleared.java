package sportello.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a test left behind at a service of its own, taken away for those that share its database. The case of an
/// appointment that goes is ended, or the product would try to end it at every move of the clock from then on.
public final class Cleared {

    private static final List<String> TABLES =
            List.of("agenda.held_slot", "offices.counter", "booking.appointment", "booking.draft");

    private Cleared() {}

    public static void of(JdbcClient jdbc, String service) {
        jdbc.sql("""
                        update casework.case_file
                           set status = 'ABORTED', outcome_reason = 'test', settled_at = now()
                         where service = :service and settled_at is null
                        """).param("service", service).update();
        for (var table : TABLES)
            jdbc.sql("delete from " + table + " where service = :service")
                    .param("service", service)
                    .update();
    }
}

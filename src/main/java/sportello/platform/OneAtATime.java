package sportello.platform;

import java.sql.SQLException;
import java.time.Duration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/// Lets one node at a time do what several would do at once, such as filling an empty database when they start
/// together; the others wait. Ends with the node that does it, however that ends.
@Component
public class OneAtATime {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final OwnConnection own;

    OneAtATime(OwnConnection own) {
        this.own = own;
    }

    public void run(String what, Runnable doing) {
        try (var connection = own.open("turn", LONGEST);
                var turn = connection.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
            turn.setString(1, "sportello." + what);
            turn.execute();
            doing.run();
        } catch (SQLException away) {
            throw new DataAccessResourceFailureException("No turn for " + what, away);
        }
    }
}

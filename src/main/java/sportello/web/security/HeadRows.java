package sportello.web.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;
import sportello.platform.Together;

/// What the head of every page shows of whoever is logged in: five rooms answer in one question, each by a function of
/// its own (docs/decisions/0027).
@Component
class HeadRows {

    private final JdbcClient jdbc;
    private final ProductClock clock;
    private final Together<PersonId, Optional<Head>> reading = new Together<>(this::read);

    HeadRows(JdbcClient jdbc, ProductClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param chooses whether there is any capacity beside acting for oneself
    record Head(String givenName, boolean chooses, int unread) {}

    Optional<Head> of(PersonId person) {
        return reading.ask(person);
    }

    private List<Optional<Head>> read(List<PersonId> people) {
        return jdbc.sql("select given_name, notices, chooses from web.heads(:people, :today)")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .param("today", clock.today())
                .query((row, n) -> head(row))
                .list();
    }

    private static Optional<Head> head(ResultSet row) throws SQLException {
        var name = row.getString("given_name");
        return name == null
                ? Optional.empty()
                : Optional.of(new Head(name, row.getBoolean("chooses"), row.getInt("notices")));
    }
}

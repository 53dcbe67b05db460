package sportello.web.security;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;

/// What the head of every page shows of whoever is logged in: five rooms answer in one question, each by a function of
/// its own (docs/decisions/0027).
@Component
class HeadRows {

    private final JdbcClient jdbc;
    private final ProductClock clock;

    HeadRows(JdbcClient jdbc, ProductClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param chooses whether there is any capacity beside acting for oneself
    record Head(String givenName, boolean chooses, int unread) {}

    Optional<Head> of(PersonId person) {
        return jdbc.sql("""
                        select given_name, chooses, unread
                          from (select identity.given_name(:person) as given_name,
                                       delegation.acts_for_another(:person, :today)
                                           or intermediaries.works_in_a_studio(:person)
                                           or offices.works_for_the_body(:person) as chooses,
                                       notification.unread(:person) as unread) as head
                         where given_name is not null
                        """)
                .param("person", person.value())
                .param("today", clock.today())
                .query((row, n) ->
                        new Head(row.getString("given_name"), row.getBoolean("chooses"), row.getInt("unread")))
                .optional();
    }
}

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
                        select greeted.given_name, unread.notices,
                               exists (select from delegation.received(:person, :today))
                               or exists (select from intermediaries.studios_of(:person))
                               or exists (select from offices.posts_of(:person)) as chooses
                          from identity.greeted(:person) as greeted, notification.unread(:person) as unread
                        """)
                .param("person", person.value())
                .param("today", clock.today())
                .query((row, n) ->
                        new Head(row.getString("given_name"), row.getBoolean("chooses"), row.getInt("notices")))
                .optional();
    }
}

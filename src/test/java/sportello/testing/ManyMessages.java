package sportello.testing;

import java.sql.Connection;
import java.sql.SQLException;

/// Many people, each with an SMS of their own waiting in the outbox of a product that runs.
public final class ManyMessages {

    private ManyMessages() {}

    public static void write(Connection tables, int many) throws SQLException {
        try (var insert = tables.prepareStatement("""
                with person as (
                    insert into identity.person (given_name, family_name, mobile, mobile_place)
                    select 'Bruno', 'Prova', '+39333' || (1000000 + n), 1 from generate_series(1, ?) n
                    returning id)
                insert into notification.outbox (key, kind, template, language, recipient, person_id, state, written_at)
                select 'sms granted ' || id, 'sms', 'granted-delegate', 'it', id, id, 'QUEUED', now() from person
                """)) {
            insert.setInt(1, many);
            insert.executeUpdate();
        }
    }

    public static int count(Connection tables, String where) throws SQLException {
        try (var ask = tables.prepareStatement("select count(*) from notification.outbox where " + where);
                var answer = ask.executeQuery()) {
            answer.next();
            return answer.getInt(1);
        }
    }
}

package sportello.identity;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.ContactBook.Kind;

/// The SQL of where persons are reached. Each has one of five places on a number or an address
/// (`a_place_on_a_number_is_one_persons`, `a_place_on_an_address_is_one_persons`), taken in turn: a lock on the contact
/// spares whoever comes at the same moment a refusal by the key.
@Repository
class ContactRows {

    private static final int LOCKS = 0x5047;

    private final JdbcClient jdbc;

    ContactRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Nobody else changes this person's contacts until the transaction ends. Taken before any lock on a contact.
    Contacts lock(PersonId person) {
        return jdbc.sql("select mobile, email, language from identity.person where id = :id for update")
                .param("id", person.value())
                .query((row, n) ->
                        new Contacts(row.getString("mobile"), row.getString("email"), row.getString("language")))
                .single();
    }

    /// False when five others are reached there: nothing has changed then.
    boolean settle(PersonId person, Kind kind, String contact) {
        var place = freePlace(person, kind, contact);
        if (place.isEmpty()) return false;
        var column = column(kind);
        jdbc.sql("update identity.person set " + column + " = :contact, " + column + "_place = :place where id = :id")
                .param("contact", contact)
                .param("place", place.get())
                .param("id", person.value())
                .update();
        return true;
    }

    private Optional<Integer> freePlace(PersonId person, Kind kind, String contact) {
        jdbc.sql("select pg_advisory_xact_lock(:locks, hashtext(lower(:contact)))::text")
                .param("locks", LOCKS + kind.ordinal())
                .param("contact", contact)
                .query(String.class)
                .single();
        var same = kind == Kind.EMAIL ? "lower(p.email) = lower(:contact)" : "p.mobile = :contact";
        return jdbc.sql("""
                        select place
                          from generate_series(1, 5) place
                         where not exists (select 1
                                             from identity.person p
                                            where %s and p.%s_place = place and p.id <> :id)
                         order by place
                         limit 1
                        """.formatted(same, column(kind)))
                .param("contact", contact)
                .param("id", person.value())
                .query(Integer.class)
                .optional();
    }

    void leave(PersonId person, Kind kind) {
        var column = column(kind);
        jdbc.sql("update identity.person set " + column + " = null, " + column + "_place = null where id = :id")
                .param("id", person.value())
                .update();
    }

    void speak(PersonId person, String language) {
        jdbc.sql("update identity.person set language = :language where id = :id")
                .param("language", language)
                .param("id", person.value())
                .update();
    }

    boolean everChanged(PersonId person) {
        return jdbc.sql("select exists (select 1 from identity.contact_change where person = :person)")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    /// What was left, to be told.
    UUID left(PersonId person, Kind kind, @Nullable String contact) {
        return jdbc.sql("""
                        insert into identity.contact_change (person, old_mobile, old_email)
                        values (:person, :mobile, :email)
                        returning id
                        """)
                .param("person", person.value())
                .param("mobile", kind == Kind.MOBILE ? contact : null)
                .param("email", kind == Kind.EMAIL ? contact : null)
                .query(UUID.class)
                .single();
    }

    Optional<Contacts> leftBehind(UUID change) {
        return jdbc.sql("""
                        select c.old_mobile, c.old_email, p.language
                          from identity.contact_change c join identity.person p on p.id = c.person
                         where c.id = :id
                        """)
                .param("id", change)
                .query((row, n) -> new Contacts(
                        row.getString("old_mobile"), row.getString("old_email"), row.getString("language")))
                .optional();
    }

    /// Rule G12: a contact that was left is nobody's business for longer than it takes to tell it.
    void forgetLeft(long seconds) {
        jdbc.sql("""
                        update identity.contact_change
                           set old_mobile = null, old_email = null
                         where (old_mobile is not null or old_email is not null)
                           and changed_at < now() - :seconds * interval '1 second'
                        """).param("seconds", seconds).update();
    }

    private static String column(Kind kind) {
        return switch (kind) {
            case MOBILE -> "mobile";
            case EMAIL -> "email";
        };
    }
}

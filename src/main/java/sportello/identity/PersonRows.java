package sportello.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The SQL of `identity.person` and its neighbours.
@Repository
class PersonRows {

    private static final String COLUMNS = "id, given_name, family_name, fiscal_code, born_on, mobile, email, language";

    private final JdbcClient jdbc;

    PersonRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Person> find(PersonId id) {
        return jdbc.sql("select " + COLUMNS + " from identity.person where id = :id")
                .param("id", id.value())
                .query(PersonRows::person)
                .optional();
    }

    List<Person> all(Collection<PersonId> ids) {
        return jdbc.sql("select " + COLUMNS + " from identity.person where id = any (:ids)")
                .param("ids", ids.stream().map(PersonId::value).toArray(UUID[]::new))
                .query(PersonRows::person)
                .list();
    }

    Optional<Person> withFiscalCode(FiscalCode code) {
        return jdbc.sql("select " + COLUMNS + " from identity.person where fiscal_code = :code")
                .param("code", code.value())
                .query(PersonRows::person)
                .optional();
    }

    List<Person> named(String familyName, LocalDate bornOn) {
        return jdbc.sql("select " + COLUMNS + """
                         from identity.person
                         where born_on = :bornOn and identity.plain_name(family_name) = identity.plain_name(:familyName)
                         order by given_name, id
                         limit 10
                        """)
                .param("bornOn", bornOn)
                .param("familyName", familyName)
                .query(PersonRows::person)
                .list();
    }

    /// The given id, or that of whoever holds the same written code already: the constraint
    /// `a_written_fiscal_code_is_one_person` lets the first one in and makes the others wait for it.
    PersonId register(
            PersonId id,
            String givenName,
            String familyName,
            @Nullable FiscalCode code,
            @Nullable LocalDate bornOn,
            String language) {
        return jdbc.sql("""
                        insert into identity.person
                               (id, given_name, family_name, fiscal_code, born_on, language)
                        values (:id, :givenName, :familyName, :code, :bornOn, :language)
                        on conflict on constraint a_written_fiscal_code_is_one_person
                        do update set born_on = coalesce(identity.person.born_on, excluded.born_on)
                        returning id
                        """)
                .param("id", id.value())
                .param("givenName", givenName)
                .param("familyName", familyName)
                .param("code", code == null ? null : code.value())
                .param("bornOn", bornOn)
                .param("language", language)
                .query((row, n) -> new PersonId(row.getObject("id", UUID.class)))
                .single();
    }

    /// False when this issuer and subject are somebody's already.
    boolean link(String issuer, String subject, PersonId person) {
        return jdbc.sql("""
                        insert into identity.login (issuer, subject, person)
                        values (:issuer, :subject, :person)
                        on conflict on constraint an_issuer_and_subject_are_one_person do nothing
                        """)
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("person", person.value())
                        .update()
                == 1;
    }

    void relink(String issuer, String subject, PersonId person) {
        jdbc.sql("update identity.login set person = :person where issuer = :issuer and subject = :subject")
                .param("issuer", issuer)
                .param("subject", subject)
                .param("person", person.value())
                .update();
    }

    PersonId linked(String issuer, String subject) {
        return jdbc.sql("""
                        update identity.login set last_at = now()
                         where issuer = :issuer and subject = :subject
                        returning person
                        """)
                .param("issuer", issuer)
                .param("subject", subject)
                .query((row, n) -> new PersonId(row.getObject("person", UUID.class)))
                .single();
    }

    /// Who had no code when first seen has one now, unless it is another person's: two persons are never merged.
    void completeFiscalCode(PersonId person, FiscalCode code) {
        jdbc.sql("""
                        update identity.person
                           set fiscal_code = :code
                         where id = :id and fiscal_code is null
                           and not exists (select 1 from identity.person other where other.fiscal_code = :code)
                        """).param("id", person.value()).param("code", code.value()).update();
    }

    /// The attested name stands.
    void complete(PersonId person, People.LoggedIn facts) {
        jdbc.sql("""
                        update identity.person
                           set given_name = :givenName, family_name = :familyName,
                               born_on = coalesce(:bornOn, born_on)
                         where id = :id
                        """)
                .param("id", person.value())
                .param("givenName", facts.givenName())
                .param("familyName", facts.familyName())
                .param("bornOn", facts.bornOn())
                .update();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                new PersonId(row.getObject("id", UUID.class)),
                row.getString("given_name"),
                row.getString("family_name"),
                FiscalCode.parse(row.getString("fiscal_code") == null ? "" : row.getString("fiscal_code"))
                        .orElse(null),
                row.getObject("born_on", LocalDate.class),
                new Contacts(row.getString("mobile"), row.getString("email"), row.getString("language")));
    }
}

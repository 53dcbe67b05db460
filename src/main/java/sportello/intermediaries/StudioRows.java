package sportello.intermediaries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.PersonId;
import sportello.offices.Cassetto;

/// The tables of studios and their members.
@Repository
class StudioRows {

    private final JdbcClient jdbc;

    StudioRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Member(PersonId person, Set<Cassetto> enabled) {}

    /// True when it is new.
    boolean insert(String name, String taxCode) {
        return jdbc.sql("""
                insert into intermediaries.studio (name, tax_code) values (:name, :code)
                on conflict on constraint a_tax_code_names_one_studio do nothing
                """).param("name", name).param("code", taxCode).update() == 1;
    }

    Optional<Studio> withTaxCode(String taxCode) {
        return jdbc.sql("select id, name, tax_code from intermediaries.studio where tax_code = :code")
                .param("code", taxCode)
                .query(StudioRows::read)
                .optional();
    }

    Optional<Studio> find(UUID id) {
        return jdbc.sql("select id, name, tax_code from intermediaries.studio where id = :id")
                .param("id", id)
                .query(StudioRows::read)
                .optional();
    }

    void enrol(UUID studio, PersonId person, Collection<Cassetto> enabled) {
        jdbc.sql("""
                insert into intermediaries.member (studio, person, cassetti) values (:studio, :person, :cassetti)
                on conflict on constraint a_person_is_a_member_of_a_studio_once
                do update set cassetti = excluded.cassetti
                """)
                .param("studio", studio)
                .param("person", person.value())
                .param("cassetti", enabled.stream().map(Enum::name).sorted().toArray(String[]::new))
                .update();
    }

    List<Member> members(UUID studio) {
        return jdbc.sql("""
                select person, cassetti from intermediaries.member
                 where studio = :studio and cassetti <> '{}' order by person
                """)
                .param("studio", studio)
                .query((row, n) -> new Member(new PersonId(row.getObject("person", UUID.class)), cassetti(row)))
                .list();
    }

    /// Studios for which the person may act in some Cassetto.
    List<Studio> ofMember(PersonId person) {
        return jdbc.sql("""
                select id, name, tax_code
                  from intermediaries.studio
                 where id in (select studio from intermediaries.member where person = :person and cassetti <> '{}')
                 order by name, id
                """)
                .param("person", person.value())
                .query(StudioRows::read)
                .list();
    }

    Set<Cassetto> enabled(UUID studio, PersonId person) {
        return jdbc.sql("select cassetti from intermediaries.member where studio = :studio and person = :person")
                .param("studio", studio)
                .param("person", person.value())
                .query((row, n) -> cassetti(row))
                .optional()
                .orElse(Set.of());
    }

    private static Set<Cassetto> cassetti(ResultSet row) throws SQLException {
        var enabled = EnumSet.noneOf(Cassetto.class);
        Arrays.stream((String[]) row.getArray("cassetti").getArray())
                .map(Cassetto::valueOf)
                .forEach(enabled::add);
        return enabled;
    }

    private static Studio read(ResultSet row, int number) throws SQLException {
        return new Studio(row.getObject("id", UUID.class), row.getString("name"), row.getString("tax_code"));
    }
}

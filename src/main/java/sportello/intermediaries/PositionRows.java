package sportello.intermediaries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.offices.Cassetto;

/// The table of positions.
@Repository
class PositionRows {

    private final JdbcClient jdbc;

    PositionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(PositionCode code, String name, String taxCode, UUID office) {
        jdbc.sql("""
                insert into intermediaries.position (cassetto, code, name, tax_code, office)
                values (:cassetto, :code, :name, :tax, :office)
                on conflict on constraint a_code_names_one_position do nothing
                """)
                .param("cassetto", code.cassetto().name())
                .param("code", code.value())
                .param("name", name)
                .param("tax", taxCode)
                .param("office", office)
                .update();
    }

    Optional<Position> withCode(PositionCode code) {
        return jdbc.sql("""
                select id, cassetto, code, name, tax_code, office
                  from intermediaries.position where cassetto = :cassetto and code = :code
                """)
                .param("cassetto", code.cassetto().name())
                .param("code", code.value())
                .query((row, n) -> read(row, "id"))
                .optional();
    }

    Optional<Position> find(PositionId id) {
        return jdbc.sql("""
                select id, cassetto, code, name, tax_code, office from intermediaries.position where id = :id
                """)
                .param("id", id.value())
                .query((row, n) -> read(row, "id"))
                .optional();
    }

    /// One giver of mandates at a time.
    Optional<Position> lock(PositionId id) {
        return jdbc.sql("""
                select id, cassetto, code, name, tax_code, office
                  from intermediaries.position where id = :id for no key update
                """)
                .param("id", id.value())
                .query((row, n) -> read(row, "id"))
                .optional();
    }

    List<Cassetti.Count> counts(UUID studio, LocalDate today) {
        return jdbc.sql("""
                select m.cassetto, count(distinct m.position) as positions, count(q.id) as open_questions
                  from intermediaries.mandate m
                  left join intermediaries.question q
                    on q.position = m.position and q.studio = m.studio
                   and q.state in ('OPEN', 'ANSWERED', 'ASKED_BACK')
                 where m.studio = :studio and m.ended_at is null
                   and m.from_day <= :today and (m.until_day is null or m.until_day >= :today)
                 group by m.cassetto
                """)
                .param("studio", studio)
                .param("today", today)
                .query((row, n) -> new Cassetti.Count(
                        Cassetto.valueOf(row.getString("cassetto")),
                        row.getInt("positions"),
                        row.getInt("open_questions")))
                .list();
    }

    List<PositionPage.Line> page(
            UUID studio, Cassetto cassetto, String search, Optional<Cursor> after, LocalDate today, int most) {
        return jdbc.sql("""
                select p.id, p.cassetto, p.code, p.name, p.tax_code, p.office, m.from_day, m.until_day,
                       (select count(*) from intermediaries.question q
                         where q.position = p.id and q.studio = m.studio
                           and q.state in ('OPEN', 'ANSWERED', 'ASKED_BACK')) as open_questions
                  from intermediaries.mandate m
                  join intermediaries.position p on p.id = m.position
                 where m.studio = :studio and m.cassetto = :cassetto and m.ended_at is null
                   and m.from_day <= :today and (m.until_day is null or m.until_day >= :today)
                   and (:search = '' or starts_with(p.code, upper(:search)) or p.tax_code = upper(:search)
                        or position(lower(:search) in lower(p.name)) > 0)
                   and (cast(:after_id as uuid) is null or (p.name, p.id) > (:after_name, cast(:after_id as uuid)))
                 order by p.name, p.id
                 limit :most
                """)
                .param("studio", studio)
                .param("cassetto", cassetto.name())
                .param("today", today)
                .param("search", search)
                .param("after_id", after.map(Cursor::second).orElse(null), Types.VARCHAR)
                .param("after_name", after.map(Cursor::first).orElse(null), Types.VARCHAR)
                .param("most", most)
                .query((row, n) -> new PositionPage.Line(
                        read(row, "id"),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("until_day", LocalDate.class),
                        row.getInt("open_questions")))
                .list();
    }

    static Position read(ResultSet row, String id) throws SQLException {
        return new Position(
                new PositionId(row.getObject(id, UUID.class)),
                Cassetto.valueOf(row.getString("cassetto")),
                row.getString("code"),
                row.getString("name"),
                row.getString("tax_code"),
                row.getObject("office", UUID.class));
    }
}

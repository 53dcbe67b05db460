package sportello.offices;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;

/// All the SQL of offices, counters and staff.
@Component
class OfficeRows {

    private static final String COUNTERS = """
            select counter.id, counter.office, office.name as office_name, counter.service, counter.desks,
                   counter.number, counter.serves
              from offices.counter
              join offices.office on office.id = counter.office
            """;

    private static final String OFFICES = """
            select id, name, kind, municipality, province, patron_month, patron_day, bolzano
              from offices.office
            """;

    private static final String STAFF = """
            select staff.id, staff.person, staff.office, staff.role_name, staff.rights, office.name as office_name,
                   array(select unit from offices.staff_unit where staff_unit.staff = staff.id) as units
              from offices.staff
              join offices.office on office.id = staff.office
            """;

    private final JdbcClient jdbc;

    OfficeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A member of staff as stored, with the office's name.
    record StaffRow(Actor.Official official, String roleName, String officeName) {}

    void keep(Office office) {
        var patron = office.patron();
        jdbc.sql("""
                        insert into offices.office
                               (id, name, kind, municipality, province, patron_month, patron_day, bolzano)
                        values (:id, :name, :kind, :municipality, :province, :month, :day, :bolzano)
                        on conflict (id) do update
                           set name = excluded.name, kind = excluded.kind, municipality = excluded.municipality,
                               province = excluded.province, patron_month = excluded.patron_month,
                               patron_day = excluded.patron_day, bolzano = excluded.bolzano
                        """)
                .param("id", office.id())
                .param("name", office.name())
                .param("kind", office.kind().name())
                .param("municipality", office.municipality())
                .param("province", office.province())
                .param("month", patron == null ? null : patron.getMonthValue())
                .param("day", patron == null ? null : patron.getDayOfMonth())
                .param("bolzano", office.bolzano())
                .update();
    }

    UUID stamp() {
        return jdbc.sql("select stamp from offices.register").query(UUID.class).single();
    }

    List<Office> offices() {
        return jdbc.sql(OFFICES).query((row, n) -> office(row)).list();
    }

    List<Counter> counters() {
        return jdbc.sql(COUNTERS + "order by office.name, counter.service, counter.number, counter.id")
                .query((row, n) -> counter(row))
                .list();
    }

    Optional<UUID> coded(String code) {
        return jdbc.sql("select id from offices.office where code = :code")
                .param("code", code)
                .query(UUID.class)
                .optional();
    }

    void code(UUID office, String code) {
        jdbc.sql("update offices.office set code = :code where id = :id and code is distinct from :code")
                .param("code", code)
                .param("id", office)
                .update();
    }

    Optional<UUID> usual(PersonId person, String service) {
        return jdbc.sql("select office from offices.usual_office where person = :person and service = :service")
                .param("person", person.value())
                .param("service", service)
                .query(UUID.class)
                .optional();
    }

    void usual(PersonId person, String service, UUID office, Instant now) {
        jdbc.sql("""
                        insert into offices.usual_office (person, service, office, chosen_at)
                        values (:person, :service, :office, :now)
                        on conflict on constraint a_person_has_one_usual_office_per_service
                           do update set office = excluded.office, chosen_at = excluded.chosen_at
                        """)
                .param("person", person.value())
                .param("service", service)
                .param("office", office)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void forgetUsualBefore(Instant limit) {
        jdbc.sql("delete from offices.usual_office where chosen_at < :limit")
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// @throws CounterRefused when the service may not be offered by an office of that kind
    UUID openCounter(UUID office, String service, int desks) {
        try {
            return jdbc.sql("""
                            insert into offices.counter (office, kind, service, desks)
                            select id, kind, :service, :desks from offices.office where id = :office
                            on conflict on constraint a_number_names_one_counter_of_a_service_in_its_office
                               do update set desks = excluded.desks
                            returning id
                            """)
                    .param("office", office)
                    .param("service", service)
                    .param("desks", desks)
                    .query(UUID.class)
                    .single();
        } catch (DataIntegrityViolationException e) {
            if (String.valueOf(e.getMessage()).contains("a_counter_opens_only_where_its_service_may"))
                throw new CounterRefused(service, e);
            throw e;
        }
    }

    /// False when it is there already. The office is locked: two that open a counter each get numbers of their own.
    boolean openAnother(UUID id, Counter like, int desks) {
        jdbc.sql("select from offices.office where id = :office for update")
                .param("office", like.office())
                .query((row, n) -> true)
                .optional();
        return jdbc.sql("""
                        insert into offices.counter (id, office, kind, service, desks, number, serves)
                        select :id, office, kind, service, :desks,
                               (select max(number) + 1 from offices.counter as other
                                 where other.office = counter.office and other.service = counter.service),
                               serves
                          from offices.counter
                         where id = :like
                        on conflict (id) do nothing
                        """)
                        .param("id", id)
                        .param("desks", desks)
                        .param("like", like.id())
                        .update()
                == 1;
    }

    UUID employ(PersonId person, UUID office, String roleName, Set<Right> rights) {
        return jdbc.sql("""
                        insert into offices.staff (person, office, role_name, rights)
                        values (:person, :office, :role_name, :rights)
                        on conflict on constraint a_person_is_staff_of_an_office_once
                           do update set role_name = excluded.role_name, rights = excluded.rights
                        returning id
                        """)
                .param("person", person.value())
                .param("office", office)
                .param("role_name", roleName)
                .param("rights", rights.stream().map(Enum::name).sorted().toArray(String[]::new))
                .query(UUID.class)
                .single();
    }

    Optional<StaffRow> staff(UUID id) {
        return jdbc.sql(STAFF + "where staff.id = :id")
                .param("id", id)
                .query((row, n) -> staff(row))
                .optional();
    }

    List<StaffRow> staffOf(PersonId person) {
        return jdbc.sql(STAFF + "where staff.person = :person order by office.name")
                .param("person", person.value())
                .query((row, n) -> staff(row))
                .list();
    }

    Unit openUnit(UUID office, String code, String name, String mailbox) {
        return jdbc.sql("""
                        insert into offices.unit (office, code, name, mailbox)
                        values (:office, :code, :name, :mailbox)
                        on conflict on constraint an_office_has_a_unit_of_a_code_once
                           do update set name = excluded.name, mailbox = excluded.mailbox
                        returning id, office, code, name, mailbox
                        """)
                .param("office", office)
                .param("code", code)
                .param("name", name)
                .param("mailbox", mailbox)
                .query((row, n) -> unit(row))
                .single();
    }

    Optional<Unit> unit(UUID id) {
        return jdbc.sql("select id, office, code, name, mailbox from offices.unit where id = :id")
                .param("id", id)
                .query((row, n) -> unit(row))
                .optional();
    }

    Optional<Unit> unit(UUID office, String code) {
        return jdbc.sql("""
                        select id, office, code, name, mailbox from offices.unit
                         where office = :office and code = :code
                        """)
                .param("office", office)
                .param("code", code)
                .query((row, n) -> unit(row))
                .optional();
    }

    void assign(UUID staff, UUID unit) {
        jdbc.sql("""
                        insert into offices.staff_unit (staff, unit, office)
                        select staff.id, :unit, staff.office from offices.staff where staff.id = :staff
                        on conflict do nothing
                        """).param("staff", staff).param("unit", unit).update();
    }

    List<StaffRow> staffOfUnit(UUID unit) {
        return jdbc.sql(STAFF + """
                        where exists (select from offices.staff_unit
                                       where staff_unit.staff = staff.id and staff_unit.unit = :unit)
                        """)
                .param("unit", unit)
                .query((row, n) -> staff(row))
                .list();
    }

    List<StaffRow> staffOfOffice(UUID office) {
        return jdbc.sql(STAFF + "where staff.office = :office order by staff.id")
                .param("office", office)
                .query((row, n) -> staff(row))
                .list();
    }

    private static Unit unit(ResultSet row) throws SQLException {
        return new Unit(
                row.getObject("id", UUID.class),
                row.getObject("office", UUID.class),
                row.getString("code"),
                row.getString("name"),
                row.getString("mailbox"));
    }

    private static Office office(ResultSet row) throws SQLException {
        var month = row.getObject("patron_month", Integer.class);
        var day = row.getObject("patron_day", Integer.class);
        return new Office(
                row.getObject("id", UUID.class),
                row.getString("name"),
                OfficeKind.valueOf(row.getString("kind")),
                row.getString("municipality"),
                row.getString("province"),
                month == null || day == null ? null : MonthDay.of(month, day),
                row.getBoolean("bolzano"));
    }

    private static Counter counter(ResultSet row) throws SQLException {
        return new Counter(
                row.getObject("id", UUID.class),
                row.getObject("office", UUID.class),
                row.getString("office_name"),
                row.getString("service"),
                row.getInt("desks"),
                row.getInt("number"),
                Set.of((String[]) row.getArray("serves").getArray()));
    }

    private static StaffRow staff(ResultSet row) throws SQLException {
        return new StaffRow(
                new Actor.Official(
                        row.getObject("id", UUID.class),
                        new PersonId(row.getObject("person", UUID.class)),
                        row.getObject("office", UUID.class),
                        Set.of((UUID[]) row.getArray("units").getArray()),
                        rights(row.getArray("rights"))),
                row.getString("role_name"),
                row.getString("office_name"));
    }

    private static Set<Right> rights(Array names) throws SQLException {
        var rights = EnumSet.noneOf(Right.class);
        Arrays.stream((String[]) names.getArray()).map(Right::valueOf).forEach(rights::add);
        return Set.copyOf(rights);
    }
}

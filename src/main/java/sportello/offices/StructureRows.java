package sportello.offices;

import java.time.MonthDay;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.offices.StructureFile.Line;

/// The SQL of a whole table of structures: one statement each for structures, counters and units, however many.
@Component
class StructureRows {

    private final JdbcClient jdbc;

    StructureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record KeptStructures(int opened, int changed) {}

    KeptStructures keepStructures(List<Line> lines) {
        return jdbc.sql("""
                        with kept as (
                            insert into offices.office
                                   (code, name, kind, municipality, province, patron_month, patron_day, bolzano)
                            select code, name, kind, municipality, province, month, day, province = 'BZ'
                              from unnest(:codes, :names, :kinds, :municipalities, :provinces, :months, :days)
                                as line (code, name, kind, municipality, province, month, day)
                            on conflict on constraint a_code_names_one_structure do update
                               set name = excluded.name, kind = excluded.kind, municipality = excluded.municipality,
                                   province = excluded.province, patron_month = excluded.patron_month,
                                   patron_day = excluded.patron_day, bolzano = excluded.bolzano
                             where (office.name, office.kind, office.municipality, office.province,
                                    office.patron_month, office.patron_day)
                                   is distinct from (excluded.name, excluded.kind, excluded.municipality,
                                                     excluded.province, excluded.patron_month, excluded.patron_day)
                            returning (xmax = 0) as opened
                        )
                        select count(*) filter (where opened) as opened, count(*) filter (where not opened) as changed
                          from kept
                        """)
                .param("codes", texts(lines, Line::code))
                .param("names", texts(lines, Line::name))
                .param("kinds", texts(lines, line -> line.kind().name()))
                .param("municipalities", texts(lines, Line::municipality))
                .param("provinces", texts(lines, Line::province))
                .param("months", days(lines, MonthDay::getMonthValue))
                .param("days", days(lines, MonthDay::getDayOfMonth))
                .query((row, n) -> new KeptStructures(row.getInt("opened"), row.getInt("changed")))
                .single();
    }

    int keepCounters(List<Line> lines) {
        record Desks(String code, String service, int desks) {}
        var counters = lines.stream()
                .flatMap(line -> line.desks().entrySet().stream()
                        .map(each -> new Desks(line.code(), each.getKey(), each.getValue())))
                .toList();
        jdbc.sql("""
                        insert into offices.counter (office, kind, service, desks)
                        select office.id, office.kind, line.service, line.desks
                          from unnest(:codes, :services, :desks) as line (code, service, desks)
                          join offices.office on office.code = line.code
                        on conflict on constraint an_office_opens_one_counter_per_service do update
                           set desks = excluded.desks
                         where counter.desks <> excluded.desks
                        """)
                .param("codes", texts(counters, Desks::code))
                .param("services", texts(counters, Desks::service))
                .param("desks", counters.stream().map(Desks::desks).toArray(Integer[]::new))
                .update();
        return counters.size();
    }

    void keepUnits(List<Line> lines, UnaryOperator<String> name) {
        record Mailbox(String code, String unit, String address) {}
        var units = lines.stream()
                .flatMap(line -> line.mailboxes().entrySet().stream()
                        .map(each -> new Mailbox(line.code(), each.getKey(), each.getValue())))
                .toList();
        jdbc.sql("""
                        insert into offices.unit (office, code, name, mailbox)
                        select office.id, line.unit, line.name, line.mailbox
                          from unnest(:codes, :units, :names, :mailboxes) as line (code, unit, name, mailbox)
                          join offices.office on office.code = line.code
                        on conflict on constraint an_office_has_a_unit_of_a_code_once do update
                           set name = excluded.name, mailbox = excluded.mailbox
                         where (unit.name, unit.mailbox) is distinct from (excluded.name, excluded.mailbox)
                        """)
                .param("codes", texts(units, Mailbox::code))
                .param("units", texts(units, Mailbox::unit))
                .param("names", texts(units, each -> name.apply(each.unit())))
                .param("mailboxes", texts(units, Mailbox::address))
                .update();
    }

    int notNamed(List<Line> lines) {
        return jdbc.sql("select count(*) from offices.office where code is not null and code <> all (:codes)")
                .param("codes", texts(lines, Line::code))
                .query(Integer.class)
                .single();
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable Integer[] days(List<Line> lines, Function<MonthDay, Integer> part) {
        return lines.stream()
                .map(Line::patron)
                .map(day -> day == null ? null : Objects.requireNonNull(part.apply(day)))
                .toArray(Integer[]::new);
    }
}

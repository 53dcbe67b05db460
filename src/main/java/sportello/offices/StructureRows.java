package sportello.offices;

import java.time.MonthDay;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.offices.CounterCell.Place;
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
        var counters = counters(lines);
        jdbc.sql("""
                        insert into offices.counter (office, kind, service, number, desks, serves)
                        select office.id, office.kind, line.service, line.number, line.desks,
                               string_to_array(line.serves, ' ')
                          from unnest(:codes, :services, :numbers, :desks, :serves)
                            as line (code, service, number, desks, serves)
                          join offices.office on office.code = line.code
                        on conflict on constraint a_number_names_one_counter_of_a_service_in_its_office do update
                           set desks = excluded.desks, serves = excluded.serves
                         where (counter.desks, counter.serves) is distinct from (excluded.desks, excluded.serves)
                        """)
                .param("codes", texts(counters, Named::code))
                .param("services", texts(counters, Named::service))
                .param(
                        "numbers",
                        counters.stream().map(each -> each.place().number()).toArray(Integer[]::new))
                .param(
                        "desks",
                        counters.stream().map(each -> each.place().desks()).toArray(Integer[]::new))
                .param(
                        "serves",
                        texts(
                                counters,
                                each -> String.join(
                                        " ", new TreeSet<>(each.place().serves()))))
                .update();
        return counters.size();
    }

    /// Counters of the table's structures that it does not name.
    int countersNotNamed(List<Line> lines) {
        var counters = counters(lines);
        return jdbc.sql("""
                        select count(*)
                          from offices.counter
                          join offices.office on office.id = counter.office
                         where office.code = any (:structures)
                           and (office.code, counter.service, counter.number) not in (
                                select * from unnest(:codes, :services, :numbers))
                        """)
                .param("structures", texts(lines, Line::code))
                .param("codes", texts(counters, Named::code))
                .param("services", texts(counters, Named::service))
                .param(
                        "numbers",
                        counters.stream().map(each -> each.place().number()).toArray(Integer[]::new))
                .query(Integer.class)
                .single();
    }

    private record Named(String code, String service, Place place) {}

    private static List<Named> counters(List<Line> lines) {
        return lines.stream()
                .flatMap(line -> line.counters().entrySet().stream()
                        .flatMap(each ->
                                each.getValue().stream().map(place -> new Named(line.code(), each.getKey(), place))))
                .toList();
    }

    /// Nodes that start together take turns.
    void oneAtATime() {
        jdbc.sql("select stamp from offices.register for update")
                .query(UUID.class)
                .single();
    }

    Optional<String> takenIn() {
        return jdbc.sql("select taken_in from offices.register where taken_in is not null")
                .query(String.class)
                .optional();
    }

    void takenIn(String digest) {
        jdbc.sql("update offices.register set taken_in = :digest")
                .param("digest", digest)
                .update();
    }

    /// What was opened before it had a code is known by its name, kind and place, if only one is called so.
    void recognise(List<Line> lines) {
        jdbc.sql("""
                        update offices.office
                           set code = line.code
                          from unnest(:codes, :names, :kinds, :municipalities)
                            as line (code, name, kind, municipality)
                         where office.code is null and (office.name, office.kind, office.municipality)
                                                     = (line.name, line.kind, line.municipality)
                           and not exists (select from offices.office as other where other.code = line.code)
                           and not exists (select from offices.office as other
                                            where other.id <> office.id and other.code is null
                                              and (other.name, other.kind, other.municipality)
                                                = (office.name, office.kind, office.municipality))
                        """)
                .param("codes", texts(lines, Line::code))
                .param("names", texts(lines, Line::name))
                .param("kinds", texts(lines, line -> line.kind().name()))
                .param("municipalities", texts(lines, Line::municipality))
                .update();
    }

    record Misfit(String code, String service) {}

    /// Counters open already that the kind their structure has in the table may not have.
    List<Misfit> misfits(List<Line> lines) {
        return jdbc.sql("""
                        select office.code, counter.service
                          from unnest(:codes, :kinds) as line (code, kind)
                          join offices.office on office.code = line.code
                          join offices.counter on counter.office = office.id
                         where not exists (select from offices.service_kind as may
                                            where may.service = counter.service and may.kind = line.kind)
                         group by office.code, counter.service
                         order by office.code, counter.service
                        """)
                .param("codes", texts(lines, Line::code))
                .param("kinds", texts(lines, line -> line.kind().name()))
                .query((row, n) -> new Misfit(row.getString("code"), row.getString("service")))
                .list();
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

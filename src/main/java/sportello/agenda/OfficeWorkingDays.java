package sportello.agenda;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.offices.Offices;

/// Counts an office's working days.
@Component
class OfficeWorkingDays implements WorkingDays {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final Offices offices;
    private final JdbcClient jdbc;

    OfficeWorkingDays(Offices offices, JdbcClient jdbc) {
        this.offices = offices;
        this.jdbc = jdbc;
    }

    @Override
    public LocalDate after(UUID office, LocalDate from, int days) {
        var where = offices.find(office).orElseThrow();
        var extraordinary = jdbc
                .sql("select on_day from agenda.closure where office = :office and on_day > :from")
                .param("office", office)
                .param("from", from)
                .query(LocalDate.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
        return count(from, days, day -> Closures.closed(where, day) || extraordinary.contains(day));
    }

    static LocalDate count(LocalDate from, int days, Predicate<LocalDate> closed) {
        var day = from;
        for (int gone = 0; gone < days; ) {
            day = day.plusDays(1);
            if (!WEEKEND.contains(day.getDayOfWeek()) && !closed.test(day)) gone++;
        }
        return day;
    }
}

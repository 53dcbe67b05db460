package sportello.agenda;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import sportello.offices.Office;

/// The days on which an office is closed by law or custom (rule G3), Easter reckoned by a kept library.
final class Closures {

    private static final String BOLZANO = "bz";
    private static final String SOUTH_TYROL = "32";

    private static final HolidayManager ITALY = HolidayManager.getInstance(ManagerParameters.create("it"));

    private static final Map<Integer, Set<LocalDate>> NATIONAL = new ConcurrentHashMap<>();
    private static final Map<Integer, Set<LocalDate>> IN_BOLZANO = new ConcurrentHashMap<>();

    private Closures() {}

    static boolean closed(Office office, LocalDate day) {
        return national(day.getYear()).contains(day)
                || MonthDay.from(day).equals(office.patron())
                || office.bolzano() && bolzano(day.getYear()).contains(day);
    }

    static Set<LocalDate> national(int year) {
        return NATIONAL.computeIfAbsent(year, Closures::reckon);
    }

    private static Set<LocalDate> bolzano(int year) {
        return IN_BOLZANO.computeIfAbsent(year, y -> reckon(y, SOUTH_TYROL, BOLZANO));
    }

    private static Set<LocalDate> reckon(int year, String... where) {
        var days = new TreeSet<LocalDate>();
        ITALY.getHolidays(Year.of(year), where).forEach(holiday -> days.add(holiday.getDate()));
        return Set.copyOf(days);
    }
}

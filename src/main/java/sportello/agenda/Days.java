package sportello.agenda;

import java.time.LocalDate;

/// A stretch of days, `before` not included; `LocalDate.MAX` for no end.
public record Days(LocalDate from, LocalDate before) {

    public Days {
        if (!from.isBefore(before)) throw new IllegalArgumentException("No day from " + from + " before " + before);
    }

    public static Days from(LocalDate first) {
        return new Days(first, LocalDate.MAX);
    }

    public static Days on(LocalDate day) {
        return new Days(day, day.plusDays(1));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(before);
    }

    public boolean overlaps(Days other) {
        return from.isBefore(other.before) && other.from.isBefore(before);
    }

    public boolean endless() {
        return before.equals(LocalDate.MAX);
    }
}

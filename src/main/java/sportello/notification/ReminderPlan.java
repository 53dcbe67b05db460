package sportello.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.booking.Appointment;
import sportello.platform.ProductClock;

/// When an appointment is remembered (rule G8): `before` its hour, and on its day from `dayAt` on, in Rome. What is
/// past
/// when it is booked or moved is not made up for: who did has just been told.
record ReminderPlan(Duration before, LocalTime dayAt) {

    enum Kind {
        BEFORE,
        DAY
    }

    record Due(Kind kind, Instant at) {}

    List<Due> of(Instant startsAt, Instant now) {
        return Arrays.stream(Kind.values())
                .map(kind -> new Due(kind, at(kind, startsAt)))
                .filter(due -> !due.at().isBefore(now) && due.at().isBefore(startsAt))
                .toList();
    }

    Instant at(Kind kind, Instant startsAt) {
        return switch (kind) {
            case BEFORE -> startsAt.minus(before);
            case DAY ->
                ProductClock.inRome(startsAt)
                        .toLocalDate()
                        .atTime(dayAt)
                        .atZone(ProductClock.ROME)
                        .toInstant();
        };
    }

    /// The earlier one says nothing that the day's does not say better.
    boolean overtaken(Kind kind, Instant startsAt, Instant now) {
        var day = at(Kind.DAY, startsAt);
        return kind == Kind.BEFORE && day.isBefore(startsAt) && !now.isBefore(day);
    }

    /// Asked again at the last moment: moved, or past, it is not to be remembered any more.
    boolean stillAt(Instant hour, String template, @Nullable Appointment appointment, Instant now) {
        return appointment != null
                && appointment.startsAt().equals(hour)
                && now.isBefore(hour)
                && !(template.startsWith("reminder-before") && overtaken(Kind.BEFORE, hour, now));
    }
}

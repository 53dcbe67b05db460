package sportello.agenda;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Timetable.Closure;
import sportello.agenda.Timetable.Hours;
import sportello.agenda.Timetable.Lead;
import sportello.agenda.Timetable.OneDay;
import sportello.agenda.Timetable.Pause;
import sportello.agenda.Timetable.Suspension;
import sportello.agenda.Timetable.Week;

/// One change of a counter's opening. What it makes of a timetable is known before it is kept.
public sealed interface Change {

    Timetable applyTo(Timetable before);

    /// For the audit trail: what, without anybody's name.
    Map<String, String> facts();

    record OnWeekday(DayOfWeek weekday, Hours hours) {}

    /// From then on, until then, the week is this one and no other; without lines it is the policy's again.
    record WeekChanged(Days valid, List<OnWeekday> lines) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var weeks = before.weeks().stream()
                    .flatMap(week -> outside(week, valid))
                    .collect(Collectors.toCollection(ArrayList::new));
            for (var line : lines) weeks.add(new Week(UUID.randomUUID(), valid, line.weekday(), line.hours()));
            return before.withWeeks(weeks);
        }

        private static Stream<Week> outside(Week week, Days valid) {
            if (!week.valid().overlaps(valid)) return Stream.of(week);
            var left = new ArrayList<Week>();
            if (week.valid().from().isBefore(valid.from()))
                left.add(piece(week, new Days(week.valid().from(), valid.from())));
            if (valid.before().isBefore(week.valid().before()))
                left.add(piece(week, new Days(valid.before(), week.valid().before())));
            return left.stream();
        }

        static Week piece(Week week, Days valid) {
            return new Week(UUID.randomUUID(), valid, week.weekday(), week.hours());
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "week", "days", valid.toString(), "lines", lines.toString());
        }
    }

    /// Slots of another length from that day on; where the policy's week is followed, `policy` becomes the counter's
    /// own.
    record SlotsChanged(LocalDate from, Duration slot, List<OnWeekday> policy) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var valid = Days.from(from);
            if (before.weeks().stream().noneMatch(week -> week.valid().overlaps(valid)))
                return new WeekChanged(
                                valid,
                                policy.stream()
                                        .map(line -> new OnWeekday(line.weekday(), cut(line.hours())))
                                        .toList())
                        .applyTo(before);
            var weeks = new ArrayList<Week>();
            for (var week : before.weeks()) {
                if (!week.valid().overlaps(valid)) {
                    weeks.add(week);
                    continue;
                }
                if (week.valid().from().isBefore(from))
                    weeks.add(WeekChanged.piece(week, new Days(week.valid().from(), from)));
                var first =
                        week.valid().from().isBefore(from) ? from : week.valid().from();
                weeks.add(new Week(
                        UUID.randomUUID(), new Days(first, week.valid().before()), week.weekday(), cut(week.hours())));
            }
            return before.withWeeks(weeks);
        }

        private Hours cut(Hours hours) {
            return new Hours(hours.from(), hours.to(), slot, hours.desks(), hours.kept());
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "slots", "from", from.toString(), "slot", slot.toString());
        }
    }

    /// One day has these hours, whatever its week says; without any it has its week's again.
    record DayChanged(LocalDate day, List<Hours> hours) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var days = new ArrayList<>(before.days());
            days.removeIf(each -> each.day().equals(day));
            for (var each : hours) days.add(new OneDay(UUID.randomUUID(), day, each));
            return before.withDays(days);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "day", "day", day.toString(), "hours", hours.toString());
        }
    }

    record PauseMade(Days valid, @Nullable DayOfWeek weekday, LocalTime from, LocalTime to, String why)
            implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var pauses = new ArrayList<>(before.pauses());
            pauses.add(new Pause(UUID.randomUUID(), valid, weekday, from, to, why));
            return before.withPauses(pauses);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "pause", "days", valid.toString(), "hours", from + "-" + to);
        }
    }

    record Closed(Days valid, String why) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var closures = new ArrayList<>(before.closures());
            closures.add(new Closure(UUID.randomUUID(), valid, why));
            return before.withClosures(closures);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "closed", "days", valid.toString());
        }
    }

    record Suspended(Instant from, Instant until, String why) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var suspensions = new ArrayList<>(before.suspensions());
            suspensions.add(new Suspension(UUID.randomUUID(), from, until, why));
            return before.withSuspensions(suspensions);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "suspended", "from", from.toString(), "until", until.toString());
        }
    }

    /// A suspension ends now; one that has not begun is taken back.
    record Resumed(UUID suspension, Instant at) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var suspensions = new ArrayList<Suspension>();
            for (var each : before.suspensions()) {
                if (!each.id().equals(suspension)) suspensions.add(each);
                else if (each.from().isBefore(at))
                    suspensions.add(new Suspension(UUID.randomUUID(), each.from(), at, each.why()));
            }
            return before.withSuspensions(suspensions);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "resumed", "at", at.toString());
        }
    }

    /// A pause or a closure is taken back.
    record TakenBack(UUID what) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            var pauses = new ArrayList<>(before.pauses());
            pauses.removeIf(each -> each.id().equals(what));
            var closures = new ArrayList<>(before.closures());
            closures.removeIf(each -> each.id().equals(what));
            return before.withPauses(pauses).withClosures(closures);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "taken-back", "what", what.toString());
        }
    }

    /// Null for the policy's.
    record LeadChanged(@Nullable Lead lead) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            return before.withLead(lead);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "lead", "lead", String.valueOf(lead));
        }
    }

    /// Everything as at another counter, as far as it is not over, with desks of its own; what was kept for staff there
    /// is kept here as far as the desks reach.
    record Copied(Timetable from, LocalDate today, int desks) implements Change {
        @Override
        public Timetable applyTo(Timetable before) {
            return new Timetable(
                    from.weeks().stream()
                            .filter(week -> week.valid().before().isAfter(today))
                            .map(week -> new Week(UUID.randomUUID(), week.valid(), week.weekday(), own(week.hours())))
                            .toList(),
                    from.days().stream()
                            .filter(each -> !each.day().isBefore(today))
                            .map(each -> new OneDay(UUID.randomUUID(), each.day(), own(each.hours())))
                            .toList(),
                    from.pauses().stream()
                            .filter(pause -> pause.valid().before().isAfter(today))
                            .map(pause -> new Pause(
                                    UUID.randomUUID(),
                                    pause.valid(),
                                    pause.weekday(),
                                    pause.from(),
                                    pause.to(),
                                    pause.why()))
                            .toList(),
                    from.closures().stream()
                            .filter(closure -> closure.valid().before().isAfter(today))
                            .map(closure -> new Closure(UUID.randomUUID(), closure.valid(), closure.why()))
                            .toList(),
                    before.suspensions(),
                    from.lead());
        }

        private Hours own(Hours hours) {
            int kept = Math.min(hours.kept(), desks - 1);
            return new Hours(hours.from(), hours.to(), hours.slot(), desks - kept, kept);
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("change", "copied");
        }
    }
}

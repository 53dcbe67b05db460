package sportello.intermediaries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.agenda.WorkingDays;
import sportello.booking.AppointmentBooked;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// On which questions an appointment may be lit, and on which one was.
@Component
class Lights {

    private final QuestionRows rows;
    private final Topics topics;
    private final WorkingDays workingDays;
    private final Bookings bookings;
    private final Services services;
    private final ProductClock clock;

    Lights(
            QuestionRows rows,
            Topics topics,
            WorkingDays workingDays,
            Bookings bookings,
            Services services,
            ProductClock clock) {
        this.rows = rows;
        this.topics = topics;
        this.workingDays = workingDays;
        this.bookings = bookings;
        this.services = services;
        this.clock = clock;
    }

    Lighting on(QuestionRows.Row question) {
        var waiting = Optional.ofNullable(question.waitingSince());
        var lastDay = waiting.map(
                since -> workingDays.after(question.office(), day(since), topics.workingDays(question.topic())));
        var lit = rows.latestLit(question.id()).flatMap(bookings::find);
        return new LightingRule(question.state(), question.negative(), lastDay.orElse(null), lit.orElse(null))
                .on(clock.today());
    }

    @EventListener
    @Transactional
    public void on(AppointmentBooked booked) {
        if (services.find(booked.service())
                .filter(policy -> policy.cassetto() != null)
                .isEmpty()) return;
        var matter = bookings.find(booked.appointment()).orElseThrow().matter();
        for (var question : questions(matter))
            rows.light(question, booked.appointment(), booked.office(), clock.instant());
    }

    /// As the booking states them: ids between commas.
    static List<QuestionId> questions(Matter matter) {
        return Arrays.stream(matter.get("questions").split(",", -1))
                .map(QuestionId::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ProductClock.ROME);
    }
}

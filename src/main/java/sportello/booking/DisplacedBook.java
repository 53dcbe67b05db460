package sportello.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.agenda.Misfit;
import sportello.agenda.Openings;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Counter;
import sportello.platform.ProductClock;

/// Finds the appointments of places that no longer fit, and has their people asked to choose another hour.
@Service
class DisplacedBook implements Displacements {

    private final Openings openings;
    private final DisplacedRows rows;
    private final Bookings bookings;
    private final FollowUps followUps;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    DisplacedBook(
            Openings openings,
            DisplacedRows rows,
            Bookings bookings,
            FollowUps followUps,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.openings = openings;
        this.rows = rows;
        this.bookings = bookings;
        this.followUps = followUps;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Displaced> of(Actor.Official by, Instant now) {
        if (!mayMove(by)) return List.of();
        var misfits = openings.misfits(by.office(), now).stream()
                .collect(Collectors.toMap(Misfit::hold, Function.identity()));
        var parties = bookings.partiesOf(by.person());
        return rows.ofPlaces(by.office(), misfits.keySet(), now).stream()
                .filter(each -> !parties.contains(each.appointment().party()))
                .flatMap(each ->
                        Optional.ofNullable(misfits.get(each.appointment().hold()))
                                .map(misfit -> new Displaced(each.appointment(), misfit.why(), each.askedAt()))
                                .stream())
                .toList();
    }

    @Override
    @Transactional
    public Asked ask(AppointmentId id, Actor.Official by) {
        var now = clock.instant();
        var found = bookings.find(id)
                .filter(appointment -> appointment.office().equals(by.office()) && mayMove(by))
                .filter(appointment -> !bookings.isParty(appointment.id(), by.person()));
        if (found.isEmpty()) return new Asked.NotFound();
        if (of(by, now).stream().noneMatch(each -> each.appointment().id().equals(id))) return new Asked.NotNeeded();
        ask(found.get(), by, now);
        return new Asked.Done(now);
    }

    @Override
    @Transactional
    public int askAll(Actor.Official by) {
        var now = clock.instant();
        var all = of(by, now).stream().filter(each -> each.askedAt() == null).toList();
        for (var each : all) ask(each.appointment(), by, now);
        return all.size();
    }

    private void ask(Appointment appointment, Actor.Official by, Instant now) {
        var id = appointment.id();
        // Who was booked a moment ago hears that first.
        followUps.demand(id);
        if (!rows.ask(appointment, by.staff(), now)) return;
        audit.record(
                Act.of("booking.asked-to-move"),
                by.doer(),
                new Subject("appointment", id.value()),
                Map.of("startsAt", appointment.startsAt().toString()));
        events.publishEvent(new AskedToMove(id, appointment.service(), appointment.startsAt(), now));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<AppointmentId> asked(Collection<Appointment> some) {
        var ids = rows.asked(some.stream().map(Appointment::id).toList());
        var asked = some.stream().filter(each -> ids.contains(each.id())).toList();
        var misfits = asked.stream()
                .map(Appointment::office)
                .distinct()
                .flatMap(office -> openings.misfits(office, clock.instant()).stream())
                .map(Misfit::hold)
                .collect(Collectors.toSet());
        return asked.stream()
                .filter(each -> misfits.contains(each.hold()))
                .map(Appointment::id)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Integer> wishes(Counter counter, LocalDate monday, int weeks) {
        return rows.wishes(counter.service(), counter.id(), monday, weeks);
    }

    private static boolean mayMove(Actor.Official by) {
        return by.may(Right.MANAGE_OFFICE) || by.may(Right.HOLD_MEETINGS) || by.may(Right.FRONT_DESK);
    }
}

package sportello.casework;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.casework.Cases.Conclusion;
import sportello.casework.Cases.Missing;
import sportello.casework.Cases.SecondAppointment;
import sportello.casework.spi.Effect;
import sportello.identity.Actor;
import sportello.meeting.Rooms;
import sportello.platform.IdempotencyKey;

/// How a case ends well, or goes on another day: one transaction, wholly done or not at all.
@Component
class Conclusions {

    private final Caseload caseload;
    private final Settling settling;
    private final Charges charges;
    private final Bookings bookings;
    private final Rooms rooms;
    private final ObjectProvider<Effect> effects;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    Conclusions(
            Caseload caseload,
            Settling settling,
            Charges charges,
            Bookings bookings,
            Rooms rooms,
            ObjectProvider<Effect> effects,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.caseload = caseload;
        this.settling = settling;
        this.charges = charges;
        this.bookings = bookings;
        this.rooms = rooms;
        this.effects = effects;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    List<Missing> missing(CaseId id, Actor.Official by) {
        return Objects.requireNonNull(transaction.execute(tx -> caseload.readable(id, by)
                .filter(row -> !row.status().settled())
                .map(this::missing)
                .orElse(List.of())));
    }

    Conclusion conclude(CaseId id, Actor.Official by, IdempotencyKey key) {
        var conclusion = Objects.requireNonNull(transaction.execute(tx -> conclude(id, by, key, tx)));
        if (conclusion instanceof Conclusion.EffectRefused(var reason, var facts))
            audit.record(
                    Act.of("casework.conclusion-refused"), by.doer(), Settling.subject(id), Map.of("reason", reason));
        return conclusion;
    }

    private Conclusion conclude(CaseId id, Actor.Official by, IdempotencyKey key, TransactionStatus tx) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Conclusion.NotFound();
        if (row.status() == CaseFile.Status.CONCLUDED && row.settledBy(key.value()))
            return new Conclusion.Concluded(caseload.file(id));
        if (row.status().settled()) return new Conclusion.AlreadySettled(row.status());
        if (row.judged() != null)
            return new Conclusion.Incomplete(List.of(new Missing("ending", "how", "case.missing.ending")));
        if (row.official() != null && !by.staff().equals(row.official()))
            return new Conclusion.Incomplete(List.of(new Missing("room", "held", "case.refused.held_by_other")));
        var missing = missing(row);
        var first = missing.stream().findFirst();
        if (first.filter(it -> it.what().equals("effect")).isPresent())
            return new Conclusion.EffectRefused(first.get().why(), Map.of());
        if (first.isPresent()) return new Conclusion.Incomplete(missing);
        return switch (take(row, by)) {
            case Effect.Taken.Refused(var reason, var facts) -> {
                tx.setRollbackOnly();
                yield new Conclusion.EffectRefused(reason, facts);
            }
            case Effect.Taken.InForce(var what) -> {
                var how = new CaseRow.Settlement(CaseFile.Status.CONCLUDED, null, key.value(), what, null);
                settling.settle(row, how, by);
                yield new Conclusion.Concluded(caseload.file(id));
            }
        };
    }

    private List<Missing> missing(CaseRow row) {
        var appointment = caseload.appointment(row);
        return new Readiness(
                        new Script(caseload.policy(row)),
                        caseload.file(row.id()),
                        rooms.entries(row.room()),
                        rooms.recording(row.room()),
                        obstacles(row, appointment),
                        Instant.now())
                .missing();
    }

    Map<String, String> obstacles(CaseRow row, Appointment appointment) {
        var name = caseload.policy(row).effect();
        return name.isEmpty() ? Map.of() : effect(name).obstacles(appointment);
    }

    /// A service without effect is concluded by its case alone.
    private Effect.Taken take(CaseRow row, Actor.Official by) {
        var name = caseload.policy(row).effect();
        if (name.isEmpty()) return new Effect.Taken.InForce(row.id().value());
        return effect(name).take(caseload.appointment(row), row.id().value(), by);
    }

    private Effect effect(String name) {
        return effects.stream()
                .filter(effect -> effect.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No effect is called " + name));
    }

    SecondAppointment secondAppointment(CaseId id, Instant startsAt, Actor.Official by, IdempotencyKey key) {
        return Objects.requireNonNull(transaction.execute(tx -> {
            var agreed = secondInside(id, startsAt, by, key);
            if (!(agreed instanceof SecondAppointment.Agreed)) tx.setRollbackOnly();
            return agreed;
        }));
    }

    /// The first appointment is settled before the second is booked: a person has one open at a time.
    private SecondAppointment secondInside(CaseId id, Instant startsAt, Actor.Official by, IdempotencyKey key) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new SecondAppointment.NotFound();
        if (row.settledBy(key.value()) && row.next() != null)
            return new SecondAppointment.Agreed(
                    bookings.find(new AppointmentId(row.next())).orElseThrow());
        if (row.status().settled()) return new SecondAppointment.Refused("case.refused.settled");
        if (!row.status().mayBecome(CaseFile.Status.SECOND_APPOINTMENT))
            return new SecondAppointment.Refused("case.refused.not_open");
        if (!by.staff().equals(row.official())) return new SecondAppointment.Refused("case.refused.held_by_other");
        settling.settleAppointment(row, CaseFile.Status.SECOND_APPOINTMENT, by);
        return switch (bookings.again(row.appointment(), startsAt, by, key)) {
            case Bookings.Outcome.Booked(var next) -> {
                var how = new CaseRow.Settlement(
                        CaseFile.Status.SECOND_APPOINTMENT,
                        null,
                        key.value(),
                        null,
                        next.id().value());
                settling.finish(row, how, by);
                if (row.judged() != null) charges.carryOver(next.id(), by);
                yield new SecondAppointment.Agreed(next);
            }
            case Bookings.Outcome.SlotTaken(var nearest) -> new SecondAppointment.SlotTaken(nearest);
            case Bookings.Outcome.HoldExpired(var nearest) -> new SecondAppointment.SlotTaken(nearest);
            case Bookings.Outcome.Withdrawn(var why, var _) -> new SecondAppointment.Refused(why);
            case Bookings.Outcome.NotAllowed(var reason, var facts) -> new SecondAppointment.Refused(reason);
            case Bookings.Outcome.Incomplete(var wrong) ->
                new SecondAppointment.Refused("case.refused.matter_incomplete");
            case Bookings.Outcome.AlreadyBooked(var existing) ->
                new SecondAppointment.Refused("case.refused.already_booked");
            case Bookings.Outcome.KeyReused() -> new SecondAppointment.Refused("case.refused.key_reused");
        };
    }
}

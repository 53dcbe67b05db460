package sportello.casework;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.casework.Consultancies.Verdict;
import sportello.identity.Actor;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// Reaching the other side and agreeing where it will be held (rule C7).
@Component
class Arrangements {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int LONGEST_NUMBER = 40;

    private final ConsultancyRows consultancies;
    private final Caseload caseload;
    private final Charges charges;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    Arrangements(
            ConsultancyRows consultancies,
            Caseload caseload,
            Charges charges,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.consultancies = consultancies;
        this.caseload = caseload;
        this.charges = charges;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public Verdict logContact(CaseId id, Contact attempt, Actor.Official by, IdempotencyKey key) {
        if (charges.locked(id, by) != null && consultancies.contactLoggedBy(id, key.value())) return charges.done(id);
        var tidy = new Contact(
                attempt.at(),
                attempt.number().strip(),
                attempt.outcome(),
                attempt.note().strip());
        return charges.act(
                id,
                by,
                row -> {
                    if (tidy.number().isEmpty() || tidy.number().length() > LONGEST_NUMBER)
                        return "case.refused.no_number";
                    if (tidy.at().isAfter(clock.instant().plus(CLOCKS_DIFFER))) return "case.refused.contact_to_come";
                    if (tidy.note().length() > Charges.LONGEST_TEXT) return "case.refused.too_long";
                    return Charges.NOTHING;
                },
                row -> {
                    consultancies.insertContact(id, tidy, by.staff(), key.value());
                    consultancies.actOn(id, clock.instant());
                    audit.record(
                            Act.of("casework.contact-logged"),
                            by.doer(),
                            Settling.subject(id),
                            Map.of("outcome", tidy.outcome().name()));
                });
    }

    /// The same venue again changes nothing.
    @Transactional
    public Verdict agreeVenue(CaseId id, Venue venue, String reason, Actor.Official by) {
        return charges.act(
                id,
                by,
                row -> {
                    if (row.judgedBefore().triage() == Triage.TO_EVALUATE) return "case.refused.not_evaluated";
                    if (!caseload.policy(row).venues().contains(venue)) return "case.refused.venue_not_offered";
                    if (venue == Venue.PHONE && reason.isBlank()) return "case.refused.phone_says_why";
                    return reason.length() > Charges.LONGEST_TEXT ? "case.refused.too_long" : Charges.NOTHING;
                },
                row -> {
                    var before = row.judgedBefore().venue();
                    if (venue == before) return;
                    consultancies.agree(row, venue, reason.strip(), clock.instant(), by.staff());
                    consultancies.actOn(id, clock.instant());
                    audit.record(
                            Act.of("casework.venue-agreed"),
                            by.doer(),
                            Settling.subject(id),
                            Map.of("venue", venue.name(), "before", Objects.toString(before, "")));
                    events.publishEvent(new VenueAgreed(id, row.appointment(), row.service(), venue, before));
                });
    }
}

package sportello.delegation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.platform.ClockMoved;
import sportello.platform.ProductClock;

/// The register, kept in PostgreSQL. Who is quicker on the last free seat wins; the other is told why not.
@Service
class KeptRegister implements Register {

    private static final int LOOKS = 20;

    private final DelegationRows rows;
    private final DelegationSettings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final TransactionTemplate nested;

    KeptRegister(
            DelegationRows rows,
            DelegationSettings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        rows.writeLimits(settings.delegatesPerDelegator(), settings.delegationsPerDelegate());
    }

    @Override
    @Transactional
    public GrantOutcome grant(
            PersonId delegator, PersonId delegate, @Nullable LocalDate until, @Nullable UUID caseId, Actor by) {
        if (!mayGrant(delegator, delegate, by)) return refused("delegation.refused.not_yours");
        if (until != null && until.isBefore(clock.today())) return refused("delegation.refused.until_past");
        rows.endExpired(clock.today(), clock.instant(), delegator, delegate).forEach(this::tellExpired);
        Delegation granted;
        try {
            granted = seat(delegator, delegate, until, caseId);
        } catch (DataIntegrityViolationException broken) {
            if (rows.sameTwo(delegator, delegate)) return refused("delegation.refused.same_two");
            return refusedBy(broken);
        }
        if (granted == null) return refused("delegation.refused.same_two");
        audit.record(Act.of("delegation.granted"), by.doer(), subject(granted), facts(granted));
        events.publishEvent(new DelegationGranted(granted.id(), delegator, delegate));
        return new GrantOutcome.Granted(granted);
    }

    /// A lost seat is looked for again: the winner has committed by then, so each look sees more seats taken.
    private @Nullable Delegation seat(
            PersonId delegator, PersonId delegate, @Nullable LocalDate until, @Nullable UUID caseId) {
        for (int look = 0; look < LOOKS; look++) {
            var inserted =
                    nested.execute(savepoint -> rows.insert(delegator, delegate, clock.instant(), until, caseId));
            if (inserted != null && inserted.isPresent()) return inserted.get();
            if (rows.sameTwo(delegator, delegate)) return null;
        }
        throw new IllegalStateException("No seat could be taken or refused");
    }

    private static boolean mayGrant(PersonId delegator, PersonId delegate, Actor by) {
        return switch (by) {
            case Actor.Official official ->
                official.may(Right.HOLD_MEETINGS)
                        && !official.person().equals(delegator)
                        && !official.person().equals(delegate);
            case Actor.System system -> true;
            case Actor.Citizen citizen ->
                citizen.onBehalf() == null && citizen.person().equals(delegator);
            case Actor.Assisted assisted -> false;
            case Actor.Intermediary intermediary -> false;
            case Actor.Guest guest -> false;
            case Actor.Client client -> false;
        };
    }

    private GrantOutcome refusedBy(DataIntegrityViolationException broken) {
        return switch (constraint(broken)) {
            case "a_delegator_has_one_delegate" ->
                refused("delegation.refused.delegator_full", "most", settings.delegatesPerDelegator());
            case "a_delegate_has_three_delegations" ->
                refused("delegation.refused.delegate_full", "most", settings.delegationsPerDelegate());
            case "nobody_is_their_own_delegate" -> refused("delegation.refused.own_delegate");
            default -> throw broken;
        };
    }

    private static String constraint(DataIntegrityViolationException broken) {
        if (broken.getMostSpecificCause() instanceof PSQLException cause && cause.getServerErrorMessage() != null) {
            var name = cause.getServerErrorMessage().getConstraint();
            return name == null ? "" : name;
        }
        return "";
    }

    private static GrantOutcome refused(String reason) {
        return new GrantOutcome.Refused(reason, Map.of());
    }

    private static GrantOutcome refused(String reason, String fact, int value) {
        return new GrantOutcome.Refused(reason, Map.of(fact, String.valueOf(value)));
    }

    @Override
    public List<Delegation> toDelegate(PersonId delegate) {
        return rows.inForceForDelegate(delegate, clock.today());
    }

    @Override
    public List<Delegation> ofDelegator(PersonId delegator) {
        return rows.inForceOfDelegator(delegator, clock.today());
    }

    @Override
    public List<Delegation> history(PersonId person) {
        return rows.ofPerson(person);
    }

    @Override
    public Optional<Delegation> find(UUID id) {
        return rows.find(id);
    }

    @Override
    public boolean inForce(UUID id) {
        return rows.find(id)
                .filter(delegation -> delegation.inForce(clock.instant()))
                .isPresent();
    }

    @Override
    @Transactional
    public Ending end(UUID id, Delegation.EndReason reason, Actor by) {
        var delegation = rows.find(id).orElse(null);
        if (delegation == null || !delegation.exists(by)) return new Ending.NotFound();
        if (!delegation.mayEnd(reason, by)) return new Ending.NotAllowed();
        if (delegation.endedAt() != null) return new Ending.AlreadyEnded(delegation);
        var ended = rows.end(id, reason, clock.instant()).orElse(null);
        if (ended == null) return new Ending.AlreadyEnded(rows.find(id).orElseThrow());
        tellEnded(ended, by.doer());
        return new Ending.Ended(ended);
    }

    @Override
    @Transactional
    public boolean used(UUID id, String service, Actor by) {
        if (!rows.insertUse(id, service, clock.instant(), clock.today(), by.doer())) return false;
        audit.record(Act.of("delegation.used"), by.doer(), new Subject("delegation", id), Map.of("service", service));
        return true;
    }

    @Override
    public List<Use> uses(UUID id, Actor by) {
        return rows.find(id)
                .filter(delegation -> delegation.exists(by))
                .map(delegation -> rows.uses(id))
                .orElse(List.of());
    }

    @Scheduled(fixedDelayString = "PT1M")
    @Transactional
    public void endExpired() {
        rows.endExpired(clock.today(), clock.instant(), null, null).forEach(this::tellExpired);
    }

    @EventListener
    @Transactional
    public void on(ClockMoved moved) {
        endExpired();
    }

    private void tellExpired(Delegation ended) {
        tellEnded(ended, Doer.system("delegation"));
    }

    private void tellEnded(Delegation ended, Doer by) {
        var reason = String.valueOf(ended.endReason());
        audit.record(Act.of("delegation.ended"), by, subject(ended), Map.of("reason", reason));
        events.publishEvent(new DelegationEnded(ended.id(), ended.delegator(), ended.delegate(), reason));
    }

    private static Subject subject(Delegation delegation) {
        return new Subject("delegation", delegation.id());
    }

    private static Map<String, String> facts(Delegation granted) {
        return Map.of(
                "delegator",
                granted.delegator().toString(),
                "delegate",
                granted.delegate().toString(),
                "until",
                granted.until() == null ? "open" : granted.until().toString(),
                "case",
                granted.caseId() == null ? "none" : granted.caseId().toString());
    }
}

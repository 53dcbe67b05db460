package sportello.casework;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.booking.AppointmentId;
import sportello.casework.Consultancies.Verdict;
import sportello.casework.Consultancy.Message.Kind;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// What the officer decides beforehand (rule C6), each with its message to the other side.
@Component
class Judgements {

    private static final int MOST_PAPERS = 10;
    private static final int LONGEST_NAME = 200;

    private final CaseRows cases;
    private final ConsultancyRows consultancies;
    private final RequestRows requests;
    private final Charges charges;
    private final Settling settling;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    Judgements(
            CaseRows cases,
            ConsultancyRows consultancies,
            RequestRows requests,
            Charges charges,
            Settling settling,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.cases = cases;
        this.consultancies = consultancies;
        this.requests = requests;
        this.charges = charges;
        this.settling = settling;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public Verdict accept(CaseId id, String message, Actor.Official by) {
        return charges.act(
                id,
                by,
                row -> {
                    if (row.status() != CaseFile.Status.PREPARED) return "case.refused.already_begun";
                    if (!row.judgedBefore().triage().mayBecome(Triage.ACCEPTED)) return "case.refused.already_accepted";
                    return tooLong(message);
                },
                row -> {
                    consultancies.judge(row, Kind.ACCEPTED, message.strip(), null, clock.instant(), by.staff());
                    consultancies.stand(row, Triage.ACCEPTED);
                    audit.record(Act.of("casework.accepted"), by.doer(), Settling.subject(id));
                    events.publishEvent(new ConsultancyAccepted(id, row.appointment(), row.service()));
                });
    }

    @Transactional
    public Verdict askPapers(
            CaseId id, List<String> what, LocalDate until, String message, Actor.Official by, IdempotencyKey key) {
        if (charges.locked(id, by) != null && consultancies.judgedBy(id, key.value())) return charges.done(id);
        var named =
                what.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
        return charges.act(
                id,
                by,
                row -> {
                    if (row.status() != CaseFile.Status.PREPARED) return "case.refused.already_begun";
                    if (named.isEmpty()) return "case.refused.no_papers_named";
                    if (named.size() > MOST_PAPERS) return "case.refused.too_many_papers";
                    if (named.stream().anyMatch(name -> name.length() > LONGEST_NAME)) return "case.refused.too_long";
                    if (until.isBefore(clock.today())) return "case.refused.until_past";
                    if (until.isAfter(clock.today().plusYears(1))) return "case.refused.until_far";
                    return tooLong(message);
                },
                row -> {
                    var now = clock.instant();
                    var judgement = consultancies.judge(
                            row, Kind.PAPERS_ASKED, message.strip(), until, now, by.staff(), key.value());
                    for (var name : named)
                        requests.insert(id, judgement, name, until, Consultancy.Request.State.ASKED, now);
                    consultancies.stand(row, Triage.PAPERS_ASKED);
                    requests.count(id);
                    audit.record(
                            Act.of("casework.papers-asked"),
                            by.doer(),
                            Settling.subject(id),
                            Map.of("papers", String.valueOf(named.size()), "until", until.toString()));
                    events.publishEvent(new PapersAsked(id, row.appointment(), row.service(), until));
                });
    }

    @Transactional
    public Verdict settleInWriting(CaseId id, String answer, Actor.Official by, IdempotencyKey key) {
        return end(
                id,
                CaseFile.Status.SETTLED_IN_WRITING,
                Kind.SETTLED_IN_WRITING,
                answer,
                "case.refused.nothing_written",
                by,
                key);
    }

    @Transactional
    public Verdict decline(CaseId id, String reason, Actor.Official by, IdempotencyKey key) {
        return end(id, CaseFile.Status.DECLINED, Kind.DECLINED, reason, "case.refused.say_why", by, key);
    }

    private Verdict end(
            CaseId id,
            CaseFile.Status as,
            Kind kind,
            String text,
            String whenBlank,
            Actor.Official by,
            IdempotencyKey key) {
        var before = charges.locked(id, by);
        if (before != null && before.status() == as && before.settledBy(key.value())) return charges.done(id);
        return charges.act(
                id,
                by,
                row -> {
                    if (row.status() != CaseFile.Status.PREPARED) return "case.refused.already_begun";
                    return text.isBlank() ? whenBlank : tooLong(text);
                },
                row -> {
                    consultancies.judge(row, kind, text.strip(), null, clock.instant(), by.staff());
                    settling.settle(row, new CaseRow.Settlement(as, null, key.value(), null, null), by);
                });
    }

    @Transactional
    public void endWithoutTalk(AppointmentId appointment, Kind as, String text, Actor.Official by) {
        var status = switch (as) {
            case SETTLED_IN_WRITING -> CaseFile.Status.SETTLED_IN_WRITING;
            case DECLINED -> CaseFile.Status.DECLINED;
            case ACCEPTED, PAPERS_ASKED -> throw new IllegalArgumentException("Not an end: " + as);
        };
        var row = cases.of(appointment)
                .flatMap(it -> cases.lock(it.id()))
                .filter(it -> it.judged() != null && it.status() == CaseFile.Status.PREPARED)
                .orElse(null);
        if (row == null) return;
        var said = text.substring(0, Math.min(text.length(), Charges.LONGEST_TEXT));
        consultancies.judge(row, as, said, null, clock.instant(), by.staff());
        settling.settle(row, CaseRow.Settlement.of(status), by);
    }

    @Transactional
    public Verdict undo(CaseId id, Actor.Official by) {
        if (charges.locked(id, by) == null) return new Verdict.NotFound();
        var standing = consultancies.standing(id);
        return charges.act(
                id,
                by,
                row -> {
                    if (standing.isEmpty()) return "case.refused.nothing_to_undo";
                    if (standing.get().actedOn()) return "case.refused.acted_upon";
                    if (row.status() != CaseFile.Status.PREPARED
                            || !row.judgedBefore()
                                    .triage()
                                    .mayFallBackTo(standing.get().before())) return "case.refused.already_begun";
                    return Charges.NOTHING;
                },
                row -> {
                    consultancies.undo(standing.orElseThrow(), clock.instant(), by.staff());
                    consultancies.stand(row, standing.get().before());
                    requests.count(id);
                    audit.record(
                            Act.of("casework.judgement-undone"),
                            by.doer(),
                            Settling.subject(id),
                            Map.of("was", standing.get().kind().name()));
                    events.publishEvent(new TriageUndone(id, row.appointment(), row.service()));
                });
    }

    private static String tooLong(String text) {
        return text.length() > Charges.LONGEST_TEXT ? "case.refused.too_long" : Charges.NOTHING;
    }
}

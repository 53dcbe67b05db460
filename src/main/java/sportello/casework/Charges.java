package sportello.casework;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.booking.AppointmentId;
import sportello.casework.Consultancies.Verdict;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Offices;
import sportello.platform.ProductClock;

/// Who has a case: taken, passed on, left; and the frame in which its official acts, since what nobody has is taken by
/// acting on it.
@Component
class Charges {

    static final int LONGEST_TEXT = 4000;
    static final String NOTHING = "";

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final ConsultancyFiles files;
    private final Caseload caseload;
    private final Offices offices;
    private final AuditTrail audit;
    private final ProductClock clock;

    Charges(
            CaseRows rows,
            ConsultancyRows consultancies,
            ConsultancyFiles files,
            Caseload caseload,
            Offices offices,
            AuditTrail audit,
            ProductClock clock) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.files = files;
        this.caseload = caseload;
        this.offices = offices;
        this.audit = audit;
        this.clock = clock;
    }

    /// One act of an official on a case not ended. `refuses` answers a key of words, or nothing.
    @Transactional(propagation = Propagation.MANDATORY)
    public Verdict act(CaseId id, Actor.Official by, Function<CaseRow, String> refuses, Consumer<CaseRow> work) {
        return actAlsoAfter(id, by, row -> row.status().settled() ? "case.refused.settled" : refuses.apply(row), work);
    }

    /// The same for what is still done when the case has ended.
    @Transactional(propagation = Propagation.MANDATORY)
    public Verdict actAlsoAfter(
            CaseId id, Actor.Official by, Function<CaseRow, String> refuses, Consumer<CaseRow> work) {
        var row = locked(id, by);
        if (row == null) return new Verdict.NotFound();
        var inCharge = row.judgedBefore().inCharge();
        if (inCharge != null && !inCharge.equals(by.staff()) && !row.status().settled()) return ofOther(inCharge);
        var why = refuses.apply(row);
        if (!why.isEmpty()) return refused(why);
        work.accept(taken(row, by));
        return done(id);
    }

    @Transactional
    public Verdict take(CaseId id, Actor.Official by) {
        return act(id, by, row -> NOTHING, row -> {});
    }

    /// By who has it, or by the office's manager when that one is away.
    @Transactional
    public Verdict pass(CaseId id, UUID staff, String note, Actor.Official by) {
        var row = locked(id, by);
        if (row == null) return new Verdict.NotFound();
        if (row.status().settled()) return refused("case.refused.settled");
        if (row.status() != CaseFile.Status.PREPARED) return refused("case.refused.already_begun");
        if (note.length() > LONGEST_TEXT) return refused("case.refused.too_long");
        var inCharge = row.judgedBefore().inCharge();
        if (staff.equals(inCharge)) return done(id);
        if (inCharge != null && !inCharge.equals(by.staff()) && !by.may(Right.MANAGE_OFFICE)) return ofOther(inCharge);
        if (candidates(row).stream().noneMatch(member -> member.staff().equals(staff)))
            return refused("case.refused.no_such_colleague");
        consultancies.charge(row, staff, note.strip(), clock.instant(), by.staff());
        audit.record(Act.of("casework.passed"), by.doer(), Settling.subject(id), Map.of("to", staff.toString()));
        return done(id);
    }

    @Transactional
    public Verdict leave(CaseId id, Actor.Official by) {
        var row = locked(id, by);
        if (row == null) return new Verdict.NotFound();
        if (row.status().settled()) return refused("case.refused.settled");
        var inCharge = row.judgedBefore().inCharge();
        if (inCharge == null) return done(id);
        if (!inCharge.equals(by.staff())) return ofOther(inCharge);
        if (row.status() != CaseFile.Status.PREPARED) return refused("case.refused.already_begun");
        consultancies.charge(row, null, "", clock.instant(), by.staff());
        audit.record(Act.of("casework.left"), by.doer(), Settling.subject(id));
        return done(id);
    }

    @Transactional(readOnly = true)
    public List<Offices.StaffMember> colleagues(CaseId id, Actor.Official by) {
        return caseload.readable(id, by)
                .filter(row -> row.judged() != null)
                .map(row -> candidates(row).stream()
                        .filter(member -> !member.staff().equals(by.staff()))
                        .flatMap(member -> offices.staff(member.staff()).stream())
                        .toList())
                .orElse(List.of());
    }

    /// Who may have this case: of its office and unit, with the right, no party in it (rule G13).
    private List<Actor.Official> candidates(CaseRow row) {
        return offices.officials(row.office()).stream()
                .filter(member -> caseload.held(member).test(row))
                .toList();
    }

    /// The second appointment agreed on the spot needs no second judgement, and stays with who agreed it.
    @Transactional(propagation = Propagation.MANDATORY)
    public void carryOver(AppointmentId next, Actor.Official by) {
        var row = rows.of(next).orElseThrow();
        var now = clock.instant();
        consultancies.charge(row, by.staff(), "", now, by.staff());
        consultancies.judge(row, Consultancy.Message.Kind.ACCEPTED, "", null, now, by.staff());
        consultancies.stand(row, Triage.ACCEPTED);
    }

    /// The row as it is once nobody's case was taken by this official.
    CaseRow taken(CaseRow row, Actor.Official by) {
        if (row.status().settled() || row.judgedBefore().inCharge() != null) return row;
        consultancies.charge(row, by.staff(), "", clock.instant(), by.staff());
        audit.record(Act.of("casework.taken"), by.doer(), Settling.subject(row.id()));
        return rows.find(row.id()).orElseThrow();
    }

    @Nullable CaseRow locked(CaseId id, Actor.Official by) {
        return caseload.locked(id, by).filter(row -> row.judged() != null).orElse(null);
    }

    Verdict done(CaseId id) {
        return new Verdict.Done(files.file(id));
    }

    static Verdict refused(String why) {
        return new Verdict.Refused(why, Map.of());
    }

    Verdict ofOther(UUID staff) {
        var name = offices.staff(staff).map(Offices.StaffMember::name).orElse("");
        return new Verdict.Refused(
                "case.refused.in_charge_of_other", Map.of("who", name, "staff", Objects.toString(staff)));
    }
}

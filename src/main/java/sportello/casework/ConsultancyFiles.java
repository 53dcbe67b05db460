package sportello.casework;

import java.util.List;
import org.springframework.stereotype.Component;

/// Puts a case prepared by triage together for one side or the other.
@Component
class ConsultancyFiles {

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final RequestRows requests;
    private final Caseload caseload;

    ConsultancyFiles(CaseRows rows, ConsultancyRows consultancies, RequestRows requests, Caseload caseload) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.requests = requests;
        this.caseload = caseload;
    }

    Consultancy file(CaseId id) {
        var row = rows.find(id).orElseThrow();
        var judged = row.judgedBefore();
        var ending = consultancies.ending(id);
        return new Consultancy(
                id,
                row.appointment(),
                row.reference(),
                row.service(),
                row.office(),
                caseload.policy(row).unit(),
                judged.party(),
                row.bookedBy(),
                judged.knownAs(),
                row.startsAt(),
                row.endsAt(),
                row.status(),
                judged.inCharge(),
                consultancies.charges(id),
                judged.triage(),
                consultancies.messages(id),
                consultancies.contacts(id),
                judged.venue(),
                consultancies.venues(id),
                requests.of(id),
                row.official(),
                row.openedAt(),
                row.settledAt(),
                ending.orElse(null),
                row.status() == CaseFile.Status.CONCLUDED && consultancies.isToComplete(id),
                row.next() == null ? null : new sportello.booking.AppointmentId(row.next()),
                row.room(),
                row.status() == CaseFile.Status.PREPARED
                        && consultancies
                                .standing(id)
                                .filter(it -> !it.actedOn())
                                .isPresent(),
                row.version());
    }

    /// What the other side may know.
    Consultancy fileForParty(CaseId id) {
        var all = file(id);
        var ending = all.ending();
        return new Consultancy(
                all.id(),
                all.appointment(),
                all.reference(),
                all.service(),
                all.office(),
                all.unit(),
                all.party(),
                all.bookedBy(),
                all.bookedByName(),
                all.startsAt(),
                all.endsAt(),
                all.status(),
                all.inCharge(),
                List.of(),
                all.triage(),
                all.messages().stream().filter(message -> !message.undone()).toList(),
                List.of(),
                all.venue(),
                all.venueHistory(),
                all.requests().stream()
                        .filter(request -> request.state() != Consultancy.Request.State.WITHDRAWN)
                        .toList(),
                all.official(),
                all.startedAt(),
                all.settledAt(),
                ending == null ? null : forParty(ending),
                all.toComplete(),
                all.next(),
                all.room(),
                false,
                all.version());
    }

    private static Consultancy.Ended forParty(Consultancy.Ended ended) {
        var ending = ended.ending();
        return new Consultancy.Ended(
                new Ending(ending.how(), "", ending.summary(), ending.solved()), ended.at(), ended.official());
    }
}

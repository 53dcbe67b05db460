package sportello.invitations;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.casework.CaseId;
import sportello.identity.Actor;
import sportello.offices.Venue;

@Service
class InvitationDesk implements Invitations {

    private final InvitationRows rows;
    private final UnitMailboxes units;
    private final Mailboxes mailboxes;
    private final AuditTrail audit;
    private final CaseDoor door;

    InvitationDesk(InvitationRows rows, UnitMailboxes units, Mailboxes mailboxes, AuditTrail audit, CaseDoor door) {
        this.rows = rows;
        this.units = units;
        this.mailboxes = mailboxes;
        this.audit = audit;
        this.door = door;
    }

    @Override
    public Optional<Invitation> of(CaseId caseId) {
        return rows.find(caseId).map(this::shown);
    }

    @Override
    @Transactional
    public Again tryAgain(CaseId caseId, Actor.Official by) {
        if (!door.open(caseId, by) || rows.find(caseId).isEmpty()) return new Again.NotFound();
        if (!rows.again(caseId)) return new Again.NothingToDo();
        audit.record(Act.of("invitation.asked_again"), by.doer(), new Subject("case", caseId.value()));
        return new Again.Queued();
    }

    @Override
    public Set<Venue> possible(UUID office, String unit) {
        var possible = EnumSet.noneOf(Venue.class);
        units.address(office, unit).flatMap(mailboxes::of).ifPresent(mailbox -> {
            if (mailbox.smtp() != null) possible.addAll(Set.of(Venue.OWN_ROOM, Venue.PHONE));
            if (mailbox.graphUser() != null && mailboxes.tenant().isPresent()) possible.add(Venue.TEAMS);
        });
        return possible;
    }

    private Invitation shown(InvitationRow row) {
        var trouble = row.trouble();
        var at = row.troubleAt();
        var stage = stage(row);
        return new Invitation(
                row.caseId(),
                row.venue(),
                stage,
                row.sentAt() == null || !row.present() ? null : row.joinLink(),
                row.sentAt(),
                row.seq(),
                trouble == null || at == null ? null : new Invitation.Trouble(trouble, at, row.notBefore()),
                row.mailbox() != null
                        ? row.mailbox()
                        : units.address(row.office(), row.unit()).orElse(""));
    }

    private static Invitation.Stage stage(InvitationRow row) {
        var settled = row.doneSeq() == row.seq();
        return switch (row.stage()) {
            case REFUSED -> Invitation.Stage.REFUSED;
            case EXPIRED -> Invitation.Stage.EXPIRED;
            case WITHDRAWN -> settled ? Invitation.Stage.WITHDRAWN : Invitation.Stage.WAITING;
            case SENT ->
                settled
                        ? Invitation.Stage.SENT
                        : row.present() ? Invitation.Stage.CHANGING : Invitation.Stage.WITHDRAWING;
            case WAITING, CREATING, CREATED, SECURED, SENDING ->
                !row.present()
                        ? Invitation.Stage.WITHDRAWING
                        : row.sentAt() != null ? Invitation.Stage.CHANGING : Invitation.Stage.WAITING;
        };
    }
}

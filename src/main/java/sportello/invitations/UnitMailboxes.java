package sportello.invitations;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.offices.Offices;
import sportello.offices.Unit;

/// Rule C8: an invitation leaves from the mailbox of the unit that handles the case, in that office.
@Component
class UnitMailboxes implements Reconciler.Postmark {

    private final Offices offices;

    UnitMailboxes(Offices offices) {
        this.offices = offices;
    }

    Optional<String> address(UUID office, String unit) {
        return offices.unit(office, unit).map(Unit::mailbox).filter(address -> !address.isBlank());
    }

    @Override
    public Optional<String> of(InvitationRow row) {
        return address(row.office(), row.unit());
    }
}

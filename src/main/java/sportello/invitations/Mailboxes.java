package sportello.invitations;

import java.util.Optional;

/// From where invitations may leave: the settings say, or the demonstration.
public interface Mailboxes {

    Optional<Mailbox> of(String address);

    /// Empty where Teams is not used.
    Optional<Tenant> tenant();
}

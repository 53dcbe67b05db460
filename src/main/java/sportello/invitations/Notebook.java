package sportello.invitations;

/// Writes down what was done so far, before and after each remote step.
interface Notebook {

    InvitationRow write(InvitationRow done);
}

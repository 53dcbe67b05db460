package sportello.identity;

/// What a member of staff may do, granted per office and unit (rule G13).
public enum Right {
    HOLD_MEETINGS,
    REVOKE_DELEGATIONS,
    PLAY_RECORDINGS,
    READ_AUDIT,
    MANAGE_OFFICE,
    FRONT_DESK,
    CONTACT_CENTRE,

    /// The words of messages: the same for all offices of the body, so not part of managing one.
    WRITE_MESSAGES
}

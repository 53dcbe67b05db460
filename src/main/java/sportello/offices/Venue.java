package sportello.offices;

/// Where a consultancy is held (rule C7). The service's policy says which are offered, the first being preferred.
public enum Venue {
    TEAMS("teams"),
    PHONE("phone"),
    OWN_ROOM("own-room");

    private final String code;

    Venue(String code) {
        this.code = code;
    }

    /// The name used by policies.
    public String code() {
        return code;
    }
}

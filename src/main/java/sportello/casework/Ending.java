package sportello.casework;

/// How a consultancy ended, as the officer writes it: `note` goes to the file (officials only), `summary` to the other
/// side. `solved`: nothing is left to answer.
public record Ending(How how, String note, String summary, boolean solved) {

    public enum How {
        HELD,
        MISSED_BY_PARTY,
        MISSED_BY_OFFICE
    }
}

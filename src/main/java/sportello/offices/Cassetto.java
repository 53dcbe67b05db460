package sportello.offices;

/// The three doors through which intermediaries look after positions (rule C1), each with its consultation point.
public enum Cassetto {
    /// Cassetto previdenziale aziende: positions are firms, by matricola.
    COMPANIES,
    /// Cassetto artigiani e commercianti: positions by ART/COM code.
    CRAFTSMEN_TRADERS,
    /// Cassetto lavoro domestico: positions are domestic-work relations, by code.
    DOMESTIC_WORK
}

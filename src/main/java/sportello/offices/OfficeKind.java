package sportello.offices;

/// Kinds of structure (rule C2).
public enum OfficeKind {
    FILIALE_METROPOLITANA,
    DIREZIONE_PROVINCIALE,
    FILIALE_PROVINCIALE,
    AGENZIA_COMPLESSA,
    AGENZIA_TERRITORIALE
}

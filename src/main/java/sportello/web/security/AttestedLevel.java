package sportello.web.security;

import org.jspecify.annotations.Nullable;
import sportello.identity.Assurance;

/// What a provider's `acr` says of how surely a person proved who they are.
final class AttestedLevel {

    static final String SPID = "https://www.spid.gov.it/SpidL";

    private AttestedLevel() {}

    /// SPID level 1, 2, 3; eIDAS low, substantial, high; CIE and CNS by their level, a card without one is high.
    /// Anything else proves nothing.
    static Assurance of(@Nullable String acr) {
        if (acr == null) return Assurance.LOW;
        return switch (acr) {
            case SPID + "3", "http://eidas.europa.eu/LoA/high", "CIE_L3", "CIE", "CNS" -> Assurance.HIGH;
            case SPID + "2", "http://eidas.europa.eu/LoA/substantial", "CIE_L2" -> Assurance.SUBSTANTIAL;
            default -> Assurance.LOW;
        };
    }
}

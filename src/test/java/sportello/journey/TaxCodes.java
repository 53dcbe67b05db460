package sportello.journey;

/// The invented codici fiscali of the cast, as a person would type them.
public final class TaxCodes {

    public static final String ANNA = "DLGNNA41C42A944U";

    private TaxCodes() {}
}

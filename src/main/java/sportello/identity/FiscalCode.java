package sportello.identity;

import java.util.Locale;
import java.util.Optional;

/// The codice fiscale as it was written: 16 characters (omocodia included) or the 11 digits of a provisional one, with
/// a right control character (rule G1). Two forms that normalise alike stay two: persons are never merged on it.
public record FiscalCode(String value) {

    public FiscalCode {
        if (Check.of(value) != Check.RIGHT) throw new IllegalArgumentException("Not a codice fiscale");
    }

    /// Why a typed text is or is not a codice fiscale.
    public enum Check {
        RIGHT,
        EMPTY,
        TOO_SHORT,
        TOO_LONG,
        WRONG_SHAPE,
        WRONG_CONTROL;

        public static Check of(String typed) {
            throw new UnsupportedOperationException("identity room");
        }
    }

    /// Upper case, blanks removed.
    public static String tidy(String typed) {
        return typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    public static Optional<FiscalCode> parse(String typed) {
        var tidy = tidy(typed);
        return Check.of(tidy) == Check.RIGHT ? Optional.of(new FiscalCode(tidy)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "FiscalCode[…]";
    }
}

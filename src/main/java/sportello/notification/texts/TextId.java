package sportello.notification.texts;

import java.util.Locale;

/// One text: of a service, for one occasion and reader (`booked.delegate`; a notice of a meeting entered by code has
/// the occasion alone), by one way, in one language.
public record TextId(String service, String message, Way way, Locale language) {

    /// What is told: `booked`, `reminder-day`.
    public String occasion() {
        int dot = message.indexOf('.');
        return dot < 0 ? message : message.substring(0, dot);
    }

    /// Who reads it: `delegate`, `delegator`, `booker`; empty where there is but one.
    public String reader() {
        int dot = message.indexOf('.');
        return dot < 0 ? "" : message.substring(dot + 1);
    }
}

package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asking to be told. `hidden`: what the wish is about, carried along. `where` is null when there is nothing to choose.
///
/// @param instead the appointment to come earlier than, said; null for a first one
/// @param refused why it may not be, null when it may
/// @param note whether what it is about is asked too
/// @param free hours that suit and can be had at once
public record WaitingFormPage(
        String service,
        List<Hidden> hidden,
        @Nullable String instead,
        @Nullable Where where,
        boolean parts,
        boolean contact,
        boolean note,
        Typed typed,
        String earliest,
        String latest,
        String back,
        Errors errors,
        @Nullable String refused,
        List<Free> free) {

    public record Hidden(String name, String value) {}

    public record Where(String office, boolean anywhere) {}

    public record Free(String label, String href) {}

    public record Typed(
            String from,
            String until,
            String thenFrom,
            String thenUntil,
            String part,
            String mobile,
            String email,
            String note) {}
}

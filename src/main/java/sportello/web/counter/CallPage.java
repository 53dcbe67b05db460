package sportello.web.counter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// The screen of one caller: who they are, what they have, what can be done.
///
/// @param told what was just done, null when nothing was
/// @param checks null once they are identified
public record CallPage(
        CallerBar caller,
        @Nullable String told,
        @Nullable Checks checks,
        Contact contact,
        List<Bookable> services,
        List<Asked> questions,
        List<Line> coming,
        List<Line> past,
        List<Wait> waiting,
        List<Given> given,
        List<Held> held) {

    /// @param needed said in words
    public record Checks(List<Check> all, String needed, Errors errors) {}

    /// @param known what the product knows, to compare; empty when it knows nothing
    public record Check(String code, String label, String known, String answer) {}

    /// @param awaited those that do not count yet: their code has not been read out
    /// @param may whether one may be added or changed in this call
    public record Contact(String mobile, String email, List<String> awaited, boolean may, String href) {}

    /// @param refused why it cannot be booked, null when it can
    public record Bookable(
            String href,
            String waiting,
            String name,
            String key,
            @Nullable String refused) {}

    /// A question of an intermediary's on which an appointment may be lit.
    public record Asked(String href, String subject, String position) {}

    public record Line(String href, String when, String service, String office, String status, String reference) {}

    /// @param offered the hour kept for them, null while there is none
    public record Wait(
            String id,
            String service,
            String days,
            String where,
            @Nullable Offered offered) {}

    /// @param mine whether it may be answered from here
    public record Offered(String address, String when, String until, boolean mine, String idempotencyKey) {}

    /// A delegation this person gave (rule D11).
    public record Given(String href, String delegate, String since) {}

    /// A delegation this person received. `href` empty where nothing more can be done with it.
    public record Held(String href, String delegator, String since) {}
}

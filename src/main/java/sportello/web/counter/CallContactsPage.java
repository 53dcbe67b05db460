package sportello.web.counter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;

/// Contacts that wait for the code sent there, of the caller or of who delegated to them.
///
/// @param address where codes are sent to
/// @param own the caller's
/// @param mobile whether another may be stated here; `email` the same
/// @param wrong what is wrong with the code typed, null for nothing
/// @param stated the contacts typed anew
public record CallContactsPage(
        CallerBar caller,
        String address,
        String name,
        boolean own,
        boolean mobile,
        boolean email,
        List<Line> waiting,
        @Nullable String told,
        @Nullable String wrong,
        Map<String, String> stated,
        Errors errors) {

    /// @param kind `mobile` or `email`
    public record Line(String claim, String kind, String contact, String until) {}

    public String at(String field) {
        return stated.getOrDefault(field, "");
    }

    public boolean anyWrong() {
        return wrong != null || errors.any();
    }
}

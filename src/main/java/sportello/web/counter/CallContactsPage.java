package sportello.web.counter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The delegator's new contacts, each waiting for the code that was sent there.
///
/// @param address where codes are sent to
/// @param wrong what is wrong with the code typed, null for nothing
public record CallContactsPage(
        CallerBar caller,
        String address,
        String delegator,
        List<Line> waiting,
        @Nullable String told,
        @Nullable String wrong) {

    /// @param kind `mobile` or `email`
    public record Line(String claim, String kind, String contact, String until) {}
}

package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delegation as one of its two people sees it.
///
/// @param other the other person's name
/// @param delegate the reader acts for the other
/// @param ended when and why it ended, null while in force
/// @param uses who used it and when, newest first (rule D12)
public record DelegationCard(
        String id,
        String other,
        boolean delegate,
        String since,
        String until,
        @Nullable String ended,
        List<Use> uses) {

    public record Use(String service, String when) {}

    public boolean inForce() {
        return ended == null;
    }
}

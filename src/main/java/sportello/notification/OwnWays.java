package sportello.notification;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.identity.Contacts;

/// Rule D11: the ways by which somebody is reached without another reading along. Each contact counts by itself: a
/// number
/// of one's own is no less so because the address is shared.
final class OwnWays {

    private OwnWays() {}

    /// Kinds of the outbox, none where every contact is the other's too.
    static List<String> of(@Nullable Contacts own, @Nullable Contacts other) {
        var ways = new ArrayList<String>();
        if (own == null) return ways;
        if (isOwn(own.mobile(), other == null ? null : other.mobile())) ways.add("sms");
        if (isOwn(own.email(), other == null ? null : other.email())) ways.add("mail");
        return ways;
    }

    private static boolean isOwn(@Nullable String own, @Nullable String other) {
        return own != null && !own.isBlank() && !own.equalsIgnoreCase(other);
    }
}

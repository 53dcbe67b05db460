package sportello.web.counter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One appointment of a caller: what it is, who enters it by which code, what was sent.
///
/// @param told what was just done, null when nothing was
/// @param acts whether it may still be moved and given up
/// @param elsewhere whose appointment it is to handle, null when this agent may
public record CallAppointmentPage(
        CallerBar caller,
        String address,
        @Nullable String told,
        boolean good,
        String service,
        String when,
        String office,
        String reference,
        String status,
        String booked,
        String delegator,
        boolean identityNeeded,
        boolean acts,
        @Nullable String elsewhere,
        List<Entrance> entrances,
        List<Sent> sent) {

    /// Somebody who enters by a code, and where it goes, masked.
    public record Entrance(String entry, String who, String to) {}

    /// A message: what it was, how it went and what became of it. Never its text.
    public record Sent(String what, String how, String state, String when, boolean good, boolean bad) {}
}

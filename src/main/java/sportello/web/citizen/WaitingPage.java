package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hours somebody waits for.
///
/// @param told something that just happened, null for a plain look
public record WaitingPage(List<WaitingCard> cards, @Nullable String told, String startHref, String startLabel) {}

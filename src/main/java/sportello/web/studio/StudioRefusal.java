package sportello.web.studio;

import org.jspecify.annotations.Nullable;

/// An appointment that cannot be taken or moved, and what to do next.
///
/// @param href of the question, or of the appointment that stays
public record StudioRefusal(
        String reason, String href, String label, @Nullable String other) {}

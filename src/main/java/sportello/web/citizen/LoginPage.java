package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// The ways to log in.
///
/// @param query `?next=…` to come back to, empty for none
/// @param staff somebody was on the way to a page of the body's staff
/// @param failed what happened to the last attempt, null for the first
public record LoginPage(
        String query, boolean staff, @Nullable String failed) {}

package sportello.web.office;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.meeting.RecordingState;
import sportello.meeting.Recordings;

/// A recording before and while it is played.
///
/// @param playing a reason was given: the player shows
/// @param check the outcome of a check of integrity just made
public record RecordingView(
        UUID caseId,
        String reference,
        Instant startsAt,
        Recordings.Status status,
        boolean viewReady,
        Duration length,
        boolean playing,
        List<Marker> markers,
        List<RecordingState.Gap> gaps,
        List<Look> looks,
        String head,
        long links,
        Recordings.@Nullable Verification check,
        @Nullable String problem) {

    public static final List<String> REASONS =
            List.of("delegator-request", "complaint", "sample-check", "authority", "quality");

    /// A step of the script on the time line, in seconds from the beginning.
    public record Marker(String stepKey, String outcomeKey, Instant at, long second, String clock, boolean counts) {}

    /// Who looked, when, and why they said they did.
    public record Look(String who, Instant at, String reason) {}
}

package sportello.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The recording as it stands: running and since when, per track when it last grew, the gaps so far. `brokenWhy` is a
/// key of words: `media.lost`, `media.recording-stalled`. Before the first media nothing runs and nothing is broken.
public record RecordingState(
        boolean running,
        @Nullable Instant startedAt,
        List<Track> tracks,
        List<Gap> gaps,
        @Nullable String brokenWhy) {

    public static final RecordingState NONE = new RecordingState(false, null, List.of(), List.of(), null);

    /// `kind`: `audio` or `video`. Bytes reach the disk in steps of 4 KB: a muted microphone grows every 3 seconds.
    public record Track(UUID entry, String kind, Instant lastGrewAt) {}

    public record Gap(Instant from, @Nullable Instant to) {}

    public boolean inGap(Instant at) {
        return gaps.stream().anyMatch(gap -> !at.isBefore(gap.from()) && (gap.to() == null || at.isBefore(gap.to())));
    }

    /// Rule D14: this person's sound or picture reached the disk within the last moments.
    public boolean grew(UUID entry, Duration within, Instant now) {
        var since = now.minus(within);
        return running
                && tracks.stream()
                        .anyMatch(track -> track.entry().equals(entry)
                                && !track.lastGrewAt().isBefore(since));
    }
}

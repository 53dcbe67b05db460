package sportello.meeting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The recording as it stands: running and since when, per track when it last grew, the gaps so far.
public record RecordingState(
        boolean running,
        @Nullable Instant startedAt,
        List<Track> tracks,
        List<Gap> gaps,
        @Nullable String brokenWhy) {

    public static final RecordingState NONE = new RecordingState(false, null, List.of(), List.of(), null);

    public record Track(UUID entry, String kind, Instant lastGrewAt) {}

    public record Gap(Instant from, @Nullable Instant to) {}

    public boolean inGap(Instant at) {
        return gaps.stream().anyMatch(gap -> !at.isBefore(gap.from()) && (gap.to() == null || at.isBefore(gap.to())));
    }
}

package sportello.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notice in the reserved area: since when it is there, and when it was first read.
public record NoticeFate(
        String template, Instant at, @Nullable Instant readAt) {}

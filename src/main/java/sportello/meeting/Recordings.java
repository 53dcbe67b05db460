package sportello.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.audit.Doer;
import sportello.documents.DocumentId;

/// What was recorded, once the room is closed. Reading the bytes goes through the vault, by somebody and for a reason.
public interface Recordings {

    Optional<Played> view(RoomId room);

    /// The recording of a case.
    Optional<Played> about(UUID about);

    /// Reads every track back from the vault and computes the chain anew: every byte, every link, the signature.
    Verification verify(RoomId room, Doer by);

    /// `view` plays all parties side by side, absent until it is composed. `pieces` say which wall-clock time stands
    /// where in it; `at(Instant)` finds a marker's place.
    record Played(
            RoomId room,
            UUID about,
            Status status,
            @Nullable DocumentId view,
            Duration length,
            Instant startedAt,
            @Nullable Instant endedAt,
            List<Piece> pieces,
            List<RecordingState.Gap> gaps,
            List<Track> tracks,
            @Nullable DocumentId chain,
            long links,
            @Nullable String head) {

        /// Where in the view a moment is; a moment between two pieces is the start of the next.
        public Duration at(Instant moment) {
            for (var piece : pieces) {
                if (moment.isBefore(piece.from())) return piece.at();
                if (moment.isBefore(piece.to())) return piece.at().plus(Duration.between(piece.from(), moment));
            }
            return length;
        }
    }

    enum Status {
        /// Media may still come.
        OPEN,
        /// Closed; tracks are going to the vault.
        SEALING,
        /// Encrypted, chained, signed.
        SEALED
    }

    record Piece(int segment, Instant from, Instant to, Duration at) {}

    /// One master as it arrived and, when made, a copy a browser plays.
    record Track(
            UUID participant,
            String kind,
            int segment,
            Instant firstFrameAt,
            long bytes,
            String sha256,
            @Nullable DocumentId master,
            @Nullable DocumentId copy) {}

    /// `why` names what does not fit, in words for the auditor's technician.
    record Verification(boolean intact, String why, long links, long bytes, Instant at) {}
}

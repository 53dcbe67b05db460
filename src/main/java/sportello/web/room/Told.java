package sportello.web.room;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.meeting.MediaServer;
import tools.jackson.databind.JsonNode;

/// What the server says on the room's socket, one record per message. See docs/protocol/room.md.
sealed interface Told {

    @JsonProperty
    String type();

    record State(
            RoomView room,
            Me me,
            List<PersonView> people,
            @Nullable Queue queue,
            List<Word> office,
            Recording recording,
            @Nullable String outcome)
            implements Told {
        @Override
        public String type() {
            return "state";
        }
    }

    record RoomView(
            String status,
            String title,
            Instant startsAt,
            Instant endsAt,
            @Nullable Instant openedAt,
            boolean recorded,
            boolean cameraRequired,
            boolean mediaReady,
            @Nullable String mediaWhy) {}

    record Me(
            UUID entry,
            String role,
            String name,
            boolean inside,
            boolean out,
            boolean admitted,
            boolean acknowledged,
            boolean official) {}

    record PersonView(
            UUID entry,
            String role,
            String name,
            boolean present,
            @Nullable Instant waitingSince,
            boolean admitted,
            boolean inside,
            boolean out,
            boolean acknowledged,
            boolean refused,
            @Nullable UUID sharesWith,
            boolean mic,
            boolean camera,
            int weak,
            boolean official) {}

    record Queue(int place, int minutes) {}

    record Word(String text, Instant at) {}

    record Recording(
            boolean running,
            @Nullable Instant since,
            @Nullable String broken) {}

    record Texts(List<Line> texts) implements Told {
        @Override
        public String type() {
            return "texts";
        }
    }

    record Line(UUID from, String name, String text, Instant at) {}

    record Text(UUID from, String name, String text, Instant at) implements Told {
        @Override
        public String type() {
            return "text";
        }
    }

    record Typing(UUID from, String name, String text) implements Told {
        @Override
        public String type() {
            return "typing";
        }
    }

    record IceServers(List<MediaServer.IceServer> servers, boolean relayOnly) implements Told {
        @Override
        public String type() {
            return "ice-servers";
        }
    }

    record Published(String sdp) implements Told {
        @Override
        public String type() {
            return "published";
        }
    }

    record Offer(String sdp, List<MediaServer.Stream> streams) implements Told {
        @Override
        public String type() {
            return "offer";
        }
    }

    record Ice(String which, @Nullable JsonNode candidate) implements Told {
        @Override
        public String type() {
            return "ice";
        }
    }

    record Peer(
            UUID from,
            String call,
            String kind,
            @Nullable String sdp,
            @Nullable JsonNode candidate) implements Told {
        @Override
        public String type() {
            return "peer";
        }
    }

    record MediaLost() implements Told {
        @Override
        public String type() {
            return "media-lost";
        }
    }

    record MediaBack() implements Told {
        @Override
        public String type() {
            return "media-back";
        }
    }

    record MediaFailed(String why) implements Told {
        @Override
        public String type() {
            return "media-failed";
        }
    }

    record Case() implements Told {
        @Override
        public String type() {
            return "case";
        }
    }

    record Papers() implements Told {
        @Override
        public String type() {
            return "papers";
        }
    }

    record Closed(String outcome, String next) implements Told {
        @Override
        public String type() {
            return "closed";
        }
    }

    record Pong() implements Told {
        @Override
        public String type() {
            return "pong";
        }
    }

    /// `why`: `malformed`, `unknown`, `too-long`, `too-fast`, `not-allowed`; `of`: the type of the refused message.
    record Error(String why, @Nullable String of) implements Told {
        @Override
        public String type() {
            return "error";
        }
    }
}

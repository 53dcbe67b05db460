package sportello.web.room;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import sportello.meeting.FarRooms;
import sportello.meeting.RecordingState;
import sportello.meeting.RoomId;
import sportello.meeting.RoomLeases.Home;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks at the door of the node in which a room lives. No answer in time is no recording: nothing is concluded on a
/// guess.
@Component
@ConditionalOnProperty("sportello.nodes.address")
class FarRoomsByDoor implements FarRooms {

    private static final Logger LOG = LoggerFactory.getLogger(FarRoomsByDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NodePasses passes;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    FarRoomsByDoor(NodePasses passes, JsonMapper json) {
        this.passes = passes;
        this.json = json;
    }

    @Override
    public Optional<RecordingState> recording(RoomId room, Home.There there) {
        if (there.address().isBlank()) return Optional.empty();
        var asked = HttpRequest.newBuilder(
                        URI.create("http://" + there.address() + NodesDoor.HOME + "/rooms/" + room + "/recording"))
                .header(NodePasses.HEADER, passes.ask(room.value(), there))
                .timeout(PATIENCE)
                .build();
        try {
            var answer = http.send(asked, BodyHandlers.ofString());
            if (answer.statusCode() == 200) return Optional.of(json.readValue(answer.body(), RecordingState.class));
            LOG.warn("The recording of room {} was asked of {}: {}", room, there, answer.statusCode());
        } catch (IOException | JacksonException e) {
            LOG.warn("The recording of room {} was asked of {}: {}", room, there, e.getClass());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}

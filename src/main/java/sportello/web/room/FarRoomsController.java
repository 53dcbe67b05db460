package sportello.web.room;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import sportello.meeting.MediaRooms;
import sportello.meeting.RecordingState;
import sportello.meeting.RoomId;
import sportello.meeting.RoomLeases;
import sportello.meeting.RoomLeases.Home;

/// Answers the other nodes about a room that lives here.
@RestController
@ConditionalOnProperty("sportello.nodes.address")
class FarRoomsController {

    private final NodePasses passes;
    private final RoomLeases leases;
    private final MediaRooms media;

    FarRoomsController(NodePasses passes, RoomLeases leases, MediaRooms media) {
        this.passes = passes;
        this.leases = leases;
        this.media = media;
    }

    @GetMapping(NodesDoor.HOME + "/rooms/{id}/recording")
    ResponseEntity<RecordingState> recording(
            @PathVariable UUID id, @RequestHeader(name = NodePasses.HEADER, required = false) @Nullable String shown) {
        var pass = passes.read(shown).filter(one -> one.room().equals(id));
        if (pass.isEmpty()
                || !(leases.home(new RoomId(id)) instanceof Home.Here(var now))
                || !passes.inTime(pass.get(), now))
            return ResponseEntity.notFound().build();
        return ResponseEntity.ok(media.recordingHere(new RoomId(id)));
    }
}

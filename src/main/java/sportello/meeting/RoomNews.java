package sportello.meeting;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import sportello.platform.Bulletin;
import sportello.platform.Heard;

/// Tells the other nodes which room to look at again: the one in which it lives shows everybody the new picture.
@Component
public class RoomNews {

    private static final String TOPIC = "room";

    private final Bulletin bulletin;

    RoomNews(Bulletin bulletin) {
        this.bulletin = bulletin;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void changed(RoomChanged event) {
        bulletin.tell(TOPIC, event.room().toString());
    }

    /// The room another node told of.
    public static Optional<RoomId> in(Heard told) {
        return told.topic().equals(TOPIC) ? Optional.of(new RoomId(UUID.fromString(told.id()))) : Optional.empty();
    }
}

package sportello.web.room;

import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import sportello.casework.CaseId;
import sportello.casework.PaperChanged;
import sportello.casework.ScriptTicked;
import sportello.meeting.RoomNews;
import sportello.platform.Bulletin;
import sportello.platform.Heard;
import sportello.platform.PerhapsMissed;

/// What the pages of a room must hear, whichever node it happened in.
@Component
class RoomTidings {

    private static final String SCRIPT = "script";
    private static final String PAPERS = "papers";

    private final LiveRooms live;
    private final Bulletin bulletin;

    RoomTidings(LiveRooms live, Bulletin bulletin) {
        this.live = live;
        this.bulletin = bulletin;
    }

    @TransactionalEventListener
    void ticked(ScriptTicked event) {
        live.tellAbout(event.caseId(), false);
        bulletin.tell(SCRIPT, event.caseId().value().toString());
    }

    @TransactionalEventListener
    void paperChanged(PaperChanged event) {
        live.tellAbout(event.caseId(), true);
        bulletin.tell(PAPERS, event.caseId().value().toString());
    }

    @EventListener
    void heard(Heard told) {
        RoomNews.in(told).ifPresent(live::lookAgain);
        if (told.topic().equals(SCRIPT) || told.topic().equals(PAPERS))
            live.tellAbout(new CaseId(UUID.fromString(told.id())), told.topic().equals(PAPERS));
    }

    @EventListener
    void missed(PerhapsMissed event) {
        live.lookAround();
    }
}

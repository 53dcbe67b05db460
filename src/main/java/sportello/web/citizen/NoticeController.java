package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.identity.Actor;
import sportello.notification.Inbox;
import sportello.web.Frame;
import sportello.web.Frames;

/// Notices of the reserved area, a person's own in whatever capacity they read them. Opening one marks it as read.
@RestController
class NoticeController {

    private static final int MOST = 100;
    private static final Set<String> WAITING = Set.of("offered", "offer-expired", "off-the-list");

    private final Inbox inbox;
    private final Frames frames;
    private final Templates templates;

    NoticeController(Inbox inbox, Frames frames, Templates templates) {
        this.inbox = inbox;
        this.frames = frames;
        this.templates = templates;
    }

    @GetMapping("/notices")
    JteModel all(Frame frame, Actor.Booker by) {
        return templates.citizenNotices(
                frame,
                inbox.of(by.person(), frame.language(), MOST).stream()
                        .map(notice -> NoticeLine.of(frame, notice))
                        .toList());
    }

    @GetMapping("/notices/{id}")
    JteModel one(Frame before, Actor.Booker by, @PathVariable UUID id, HttpServletRequest request) {
        var notice = inbox.read(id, before.language(), by)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var frame = frames.of(request);
        return templates.citizenNotice(
                frame,
                new NoticePage(
                        notice.title(),
                        frame.soon(notice.at()),
                        notice.paragraphs(),
                        notice.appointment() == null ? "" : "/appointments/" + notice.appointment(),
                        notice.delegation() == null ? "" : "/delegations/" + notice.delegation(),
                        WAITING.contains(notice.kind()) ? "/waiting" : "",
                        notice.question() == null ? "" : "/questions/" + notice.question()));
    }
}

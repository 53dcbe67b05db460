package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.notification.Inbox;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.Frames;

/// Notices of the reserved area, a person's own in whatever capacity they read them. Opening one marks it as read.
@RestController
class NoticeController {

    private static final int MOST = 20;
    private static final Set<String> WAITING = Set.of("offered", "offer-expired", "off-the-list");

    private final Inbox inbox;
    private final Bookings bookings;
    private final AppointmentCards cards;
    private final Frames frames;
    private final Templates templates;

    NoticeController(Inbox inbox, Bookings bookings, AppointmentCards cards, Frames frames, Templates templates) {
        this.inbox = inbox;
        this.bookings = bookings;
        this.cards = cards;
        this.frames = frames;
        this.templates = templates;
    }

    @GetMapping("/notices")
    JteModel all(Frame frame, Actor.Booker by, @RequestParam(required = false) @Nullable String after) {
        var page = inbox.page(by.person(), frame.language(), after, MOST);
        return templates.citizenNotices(
                frame,
                new NoticesPage(
                        page.notices().stream()
                                .map(notice -> NoticeLine.of(frame, notice))
                                .toList(),
                        inbox.unread(by.person()),
                        page.next() == null ? "" : "/notices?after=" + page.next(),
                        after == null));
    }

    @PostMapping("/notices/read")
    ResponseEntity<Void> readAll(Actor.Booker by) {
        inbox.readAll(by.person());
        return Answer.goTo("/notices");
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
                        enter(frame, notice.appointment(), by),
                        notice.appointment() == null ? "" : "/appointments/" + notice.appointment(),
                        notice.delegation() == null ? "" : "/delegations/" + notice.delegation(),
                        WAITING.contains(notice.kind()) ? "/waiting" : "",
                        notice.question() == null ? "" : "/questions/" + notice.question()));
    }

    /// On the day itself, the way in is where one looks for it.
    private String enter(Frame frame, @Nullable UUID appointment, Actor.Booker by) {
        if (appointment == null || !(by instanceof Actor.Citizen citizen)) return "";
        return bookings.find(new AppointmentId(appointment))
                .map(found -> cards.of(frame, found, citizen))
                .filter(AppointmentCard::today)
                .map(AppointmentCard::enter)
                .orElse("");
    }
}

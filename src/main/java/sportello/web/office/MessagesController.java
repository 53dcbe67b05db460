package sportello.web.office;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.booking.Bookings;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.identity.Right;
import sportello.notification.SetAside;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.web.Answer;
import sportello.web.Frame;

/// What did not arrive: why, the contact mended, sent again.
@Controller
@RequestMapping("/office/messages")
class MessagesController {

    private static final int MOST = 50;

    private final SetAside setAside;
    private final Fates fates;
    private final Bookings bookings;
    private final Cases cases;
    private final Services services;
    private final Templates templates;

    MessagesController(
            SetAside setAside, Fates fates, Bookings bookings, Cases cases, Services services, Templates templates) {
        this.setAside = setAside;
        this.fates = fates;
        this.bookings = bookings;
        this.cases = cases;
        this.services = services;
        this.templates = templates;
    }

    private record Wrong(UUID message, String typed) {}

    @GetMapping
    ResponseEntity<JteModel> show(
            Frame frame,
            Actor.Official official,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable String told) {
        check(official);
        return ResponseEntity.ok(page(frame, official, after, told, null));
    }

    @PostMapping("/{id}/sendings")
    ResponseEntity<?> send(
            Frame frame,
            Actor.Official official,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String contact) {
        check(official);
        var sent = contact.isBlank() ? setAside.send(id, official) : setAside.send(id, contact.strip(), official);
        return switch (sent) {
            case DONE -> Answer.goTo("/office/messages?told=sent");
            case NOT_OURS -> Answer.goTo("/office/messages?told=not-ours");
            case UNFIT ->
                ResponseEntity.unprocessableContent()
                        .body(page(frame, official, null, null, new Wrong(id, contact.strip())));
            case NOT_FOUND -> throw Answer.unknown();
        };
    }

    @PostMapping("/{id}/dismissals")
    ResponseEntity<?> putAway(Actor.Official official, @PathVariable UUID id) {
        check(official);
        if (!setAside.putAway(id, official)) throw Answer.unknown();
        return Answer.goTo("/office/messages?told=put-away");
    }

    private static void check(Actor.Official official) {
        if (!official.may(Right.HOLD_MEETINGS) && !official.may(Right.MANAGE_OFFICE)) throw Answer.unknown();
    }

    private JteModel page(
            Frame frame, Actor.Official official, @Nullable UUID after, @Nullable String told, @Nullable Wrong wrong) {
        var page = setAside.of(official, after, MOST);
        return templates.officeMessages(
                frame,
                new MessagesPage(
                        page.items().stream()
                                .map(item -> line(frame, official, item, wrong))
                                .toList(),
                        page.next() == null ? null : "/office/messages?after=" + page.next(),
                        said(frame, told),
                        "not-ours".equals(told)));
    }

    private static @Nullable String said(Frame frame, @Nullable String told) {
        if (told == null) return null;
        return switch (told) {
            case "sent" -> frame.say("fate.told.sent");
            case "put-away" -> frame.say("fate.told.put-away");
            case "not-ours" -> frame.say("fate.told.not-ours");
            default -> null;
        };
    }

    private MessagesPage.Line line(Frame frame, Actor.Official official, SetAside.Item item, @Nullable Wrong wrong) {
        var fate = item.fate();
        var mine = wrong != null && wrong.message().equals(fate.id()) ? wrong : null;
        var mail = fate.kind().equals("mail");
        var about = item.appointment();
        var address = item.address();
        return new MessagesPage.Line(
                fate.id().toString(),
                fates.told(frame, fate, item.of()),
                about == null
                        ? null
                        : bookings.find(about)
                                .map(one -> frame.soon(one.startsAt()) + " · "
                                        + frame.say(
                                                "office.ref",
                                                "reference",
                                                one.reference().spoken()))
                                .orElse(null),
                about == null
                        ? null
                        : cases.ofAppointment(about, official)
                                .map(file -> (evaluated(file.service()) ? "/office/consultancies/" : "/office/cases/")
                                        + file.id())
                                .orElse(null),
                address == null ? null : masked(address),
                item.mendable() ? frame.say(mail ? "fate.field.mail" : "fate.field.sms") : null,
                fate.kind(),
                mine == null ? "" : mine.typed(),
                mine == null ? null : frame.say(mail ? "fate.field.wrong.mail" : "fate.field.wrong.sms"));
    }

    private boolean evaluated(String service) {
        return services.find(service).filter(ServicePolicy::evaluatedBefore).isPresent();
    }

    /// Enough to recognise it.
    private static String masked(String address) {
        int at = address.indexOf('@');
        return at < 0
                ? MobileNumber.masked(address)
                : address.substring(0, Math.min(2, at)) + "…" + address.substring(at);
    }
}

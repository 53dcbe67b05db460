package sportello.web.room;

import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.meeting.Rooms.Admission;
import sportello.meeting.Rooms.Resend;
import sportello.web.Frame;

/// What the official does with the people of a case: lets in, puts out for the moment alone, invites, sends a code.
@RestController
@RequestMapping("/office/cases/{id}")
class PeopleController {

    private static final String PIECE = "X-Fragment";
    private static final Set<String> INVITED = Set.of("companion", "interpreter");

    private final Cases cases;
    private final Rooms rooms;
    private final OfficialPages pages;

    PeopleController(Cases cases, Rooms rooms, OfficialPages pages) {
        this.cases = cases;
        this.rooms = rooms;
        this.pages = pages;
    }

    @PostMapping("/admissions")
    ResponseEntity<JteModel> admit(
            @PathVariable("id") UUID id,
            @RequestParam("entry") UUID entry,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        var told = switch (rooms.admit(ofCase(id, entry, by), by)) {
            case Admission.Admitted _ -> null;
            case Admission.NotAcknowledged() -> PanelController.bad(frame.say("panel.admit.not-acknowledged"));
            case Admission.Full(var most) -> PanelController.bad(frame.say("panel.admit.full", "most", most));
            case Admission.NotWaiting() -> PanelController.bad(frame.say("panel.admit.not-waiting"));
            case Admission.NotFound() -> throw Visits.unknown();
        };
        return pages.after(frame, id, by, told, piece != null);
    }

    /// The moment alone (rule D14).
    @PostMapping("/absences")
    ResponseEntity<JteModel> putOut(
            @PathVariable("id") UUID id,
            @RequestParam("entry") UUID entry,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        rooms.putOut(ofCase(id, entry, by), by);
        return pages.after(frame, id, by, null, piece != null);
    }

    @PostMapping("/returns")
    ResponseEntity<JteModel> letIn(
            @PathVariable("id") UUID id,
            @RequestParam("entry") UUID entry,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        rooms.letIn(ofCase(id, entry, by), by);
        return pages.after(frame, id, by, null, piece != null);
    }

    /// Link and code leave by SMS to the number the official types; the code shows to nobody here (rule D13).
    @PostMapping("/invitations")
    ResponseEntity<JteModel> invite(
            @PathVariable("id") UUID id,
            @RequestParam("role") String role,
            @RequestParam("name") String name,
            @RequestParam("mobile") String mobile,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        if (!INVITED.contains(role)) throw Visits.unknown();
        if (name.isBlank())
            return pages.after(frame, id, by, PanelController.bad(frame.say("panel.invite.name")), piece != null);
        var number = MobileNumber.e164(mobile);
        if (number.isEmpty())
            return pages.after(frame, id, by, PanelController.bad(frame.say("panel.invite.mobile")), piece != null);
        var entry = cases.invite(new CaseId(id), role, name.strip(), number.get(), by)
                .orElseThrow(Visits::unknown);
        var told = new PanelView.Told(
                "is-ok",
                frame.say("panel.invited", "name", entry.name(), "end", MobileNumber.end(number.get())),
                List.of());
        return pages.after(frame, id, by, told, piece != null);
    }

    @PostMapping("/entry-codes")
    ResponseEntity<JteModel> resend(
            @PathVariable("id") UUID id,
            @RequestParam("entry") UUID entry,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        var told = switch (rooms.resend(ofCase(id, entry, by), by)) {
            case Resend.Sent(var person) ->
                new PanelView.Told("is-ok", frame.say("panel.code-sent", "name", Given.name(person.name())), List.of());
            case Resend.TooMany(var nextAt) ->
                PanelController.bad(frame.say("code.too-many", "hour", frame.hour(nextAt)));
            case Resend.Over() -> PanelController.bad(frame.say("case.refused.settled"));
            case Resend.NotFound(), Resend.ThereAlready() -> throw Visits.unknown();
        };
        return pages.after(frame, id, by, told, piece != null);
    }

    @PostMapping("/waiting-words")
    ResponseEntity<JteModel> tellWaiting(
            @PathVariable("id") UUID id,
            @RequestParam("text") String text,
            @RequestHeader(name = PIECE, required = false) @Nullable String piece,
            Actor.Official by,
            Frame frame) {
        var file = pages.find(id, by);
        if (text.isBlank())
            return pages.after(frame, id, by, PanelController.bad(frame.say("panel.word.empty")), piece != null);
        rooms.tellWaiting(file.room(), text.strip(), by);
        return pages.after(frame, id, by, null, piece != null);
    }

    /// An entry of another case does not exist here.
    private EntryId ofCase(UUID id, UUID entry, Actor.Official by) {
        var file = pages.find(id, by);
        return rooms.entries(file.room()).stream()
                .filter(each -> each.id().value().equals(entry) && !each.official())
                .findFirst()
                .orElseThrow(Visits::unknown)
                .id();
    }
}

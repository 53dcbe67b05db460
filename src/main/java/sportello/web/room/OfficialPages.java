package sportello.web.room;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.casework.Consultancies;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.offices.Services;
import sportello.web.Frame;

/// Makes the official's pages, whole or only the panel, whichever was asked.
@Component
class OfficialPages {

    private final Cases cases;
    private final Consultancies consultancies;
    private final Rooms rooms;
    private final Panels panels;
    private final Services services;
    private final PageData data;
    private final Templates templates;

    OfficialPages(
            Cases cases,
            Consultancies consultancies,
            Rooms rooms,
            Panels panels,
            Services services,
            PageData data,
            Templates templates) {
        this.cases = cases;
        this.consultancies = consultancies;
        this.rooms = rooms;
        this.panels = panels;
        this.services = services;
        this.data = data;
        this.templates = templates;
    }

    /// A stranger's case does not exist; who only plays recordings has no business in the room.
    CaseFile find(UUID id, Actor.Official by) {
        if (!by.may(Right.HOLD_MEETINGS)) throw Visits.unknown();
        return cases.find(new CaseId(id), by).orElseThrow(Visits::unknown);
    }

    /// A case prepared by triage that is over, or not held in this room, is read on its own page: it says where it is.
    Optional<String> elsewhere(CaseFile file) {
        if (!services.policy(file.service()).evaluatedBefore()) return Optional.empty();
        return file.status().settled() || consultancies.place(file.id()) != Consultancies.Place.HERE
                ? Optional.of(Panels.consultancy(file))
                : Optional.empty();
    }

    JteModel whole(Frame frame, CaseFile file, Actor.Official by, PanelView.@Nullable Told told) {
        var people = rooms.entries(file.room());
        var room = rooms.find(file.room()).orElseThrow(Visits::unknown);
        var hour = frame.hour(file.startsAt());
        var delegation = !name(people, "delegator").isEmpty();
        var title = delegation
                ? frame.say("panel.title", "delegate", name(people, "delegate"), "delegator", name(people, "delegator"))
                : guests(people);
        var small = delegation
                ? frame.say("panel.when", "hour", hour)
                : frame.say("panel.when.other", "title", room.plan().title(), "hour", hour);
        if (file.status().settled()) return templates.roomOfficialEnded(frame, title, ending(frame, file));
        var address = Panels.address(file);
        var live = by.staff().equals(room.openedBy()) && !room.status().over();
        var panel = panels.of(frame, file, by, told);
        var facts = new HashMap<String, Object>(Map.of(
                "live",
                live,
                "self",
                address + "/room",
                "left",
                panel.consultancy() == null ? "/office" : panel.consultancy(),
                "afterwards",
                panel.consultancy() == null ? address + "/room" : panel.consultancy(),
                "panel",
                address + "/panel",
                "socket",
                "/office/rooms/" + file.room() + "/socket"));
        if (panel.consultancy() != null) facts.put("next", panel.consultancy());
        return templates.roomOfficial(frame, new OfficialView(title, small, address, data.of(frame, facts), panel));
    }

    JteModel panel(Frame frame, CaseFile file, Actor.Official by, PanelView.@Nullable Told told) {
        return templates.roomPanel(frame, panels.of(frame, file, by, told));
    }

    /// The session was opened or is over: the page begins anew.
    ResponseEntity<JteModel> anew(CaseFile file, boolean piece) {
        var room = Panels.address(file) + "/room";
        return piece
                ? ResponseEntity.noContent().header("X-Moved-To", room).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(room))
                        .build();
    }

    /// What follows an act: the panel again with what to tell; the whole page where there is no script; another page
    /// once the case is settled.
    ResponseEntity<JteModel> after(
            Frame frame, UUID id, Actor.Official by, PanelView.@Nullable Told told, boolean piece) {
        var file = find(id, by);
        var room = Panels.address(file) + "/room";
        var good = told == null || told.kind().equals("is-ok");
        if (file.status().settled()) return anew(file, piece);
        if (piece) return ResponseEntity.status(good ? 200 : 422).body(panel(frame, file, by, told));
        if (told == null)
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(room))
                    .build();
        return ResponseEntity.status(good ? 200 : 422).body(whole(frame, file, by, told));
    }

    private static String guests(List<Entry> people) {
        return people.stream()
                .filter(entry -> !entry.official())
                .map(Entry::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(List<Entry> people, String role) {
        return people.stream()
                .filter(entry -> entry.role().equals(role))
                .map(entry -> Given.name(entry.name()))
                .findFirst()
                .orElse("");
    }

    private static EndView ending(Frame frame, CaseFile file) {
        var key = "panel.end." + file.status();
        var reason = file.outcomeReason() == null ? "" : file.outcomeReason();
        return new EndView(
                frame.say(key + ".title"),
                frame.say(key + ".text"),
                reason.startsWith("case.reason.") ? frame.say(reason) : reason,
                file.status() == CaseFile.Status.CONCLUDED,
                true,
                false,
                null);
    }
}

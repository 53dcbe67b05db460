package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.LocalPath;
import sportello.web.security.Capacities;
import sportello.web.security.SignedIn;

/// For whom a person acts: *Per me*, *Per conto di …*, or in the body's name (rule D12).
@RestController
@RequestMapping("/capacity")
class CapacityController {

    private final Capacities capacities;
    private final Templates templates;

    CapacityController(Capacities capacities, Templates templates) {
        this.capacities = capacities;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(
            Frame frame,
            SignedIn who,
            @RequestParam(required = false) @Nullable String ended,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(name = "for", required = false) @Nullable String wanted) {
        var mine = capacities.of(who.person());
        var known = SignedIn.ME.equals(wanted)
                || mine.stream().anyMatch(capacity -> capacity.key().equals(wanted));
        var now = who.capacity() == null ? SignedIn.ME : who.capacity();
        var chosen = wanted != null && known ? wanted : now;
        var choices = new ArrayList<CapacityPage.Choice>();
        choices.add(new CapacityPage.Choice(
                SignedIn.ME,
                frame.say("page.capacity.me"),
                frame.say("delegations.capacity.me.hint"),
                chosen.equals(SignedIn.ME)));
        for (var capacity : mine) choices.add(choice(frame, capacity, chosen.equals(capacity.key())));
        return templates.citizenCapacity(
                frame, new CapacityPage(choices, ended != null, known, LocalPath.or(next, "")));
    }

    @PostMapping
    ResponseEntity<Void> choose(
            SignedIn who,
            @RequestParam("capacity") String key,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!capacities.choose(request, response, key)) return Answer.goTo("/capacity?ended");
        var chosen = capacities.of(who.person()).stream()
                .filter(capacity -> capacity.key().equals(key))
                .findFirst();
        return Answer.goTo(
                LocalPath.or(next, chosen.map(CapacityController::firstPage).orElse("/home")));
    }

    private static String firstPage(Capacity capacity) {
        return switch (capacity) {
            case Capacity.AsStaff _ -> "/office";
            case Capacity.AsIntermediary _ -> "/studio";
            case Capacity.OnBehalfOf _ -> "/home";
        };
    }

    private static CapacityPage.Choice choice(Frame frame, Capacity capacity, boolean chosen) {
        return switch (capacity) {
            case Capacity.OnBehalfOf(var key, var _, var name) ->
                new CapacityPage.Choice(
                        key,
                        frame.say("page.capacity.on_behalf", "name", name),
                        frame.say("delegations.capacity.on_behalf.hint", "name", name),
                        chosen);
            case Capacity.AsIntermediary(var key, var _, var studio) ->
                new CapacityPage.Choice(
                        key,
                        frame.say("page.capacity.studio", "name", studio),
                        frame.say("delegations.capacity.studio.hint"),
                        chosen);
            case Capacity.AsStaff(var key, var _, var office, var role) ->
                new CapacityPage.Choice(
                        key, frame.say("delegations.capacity.staff", "role", role, "office", office), "", chosen);
        };
    }
}

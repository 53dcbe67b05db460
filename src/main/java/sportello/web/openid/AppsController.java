package sportello.web.openid;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.identity.Actor;
import sportello.partners.AppGrants;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.security.SignedIn;

/// The apps a person lets act for them, each to be sent away at once: on a telephone that was lost, too.
@RestController
@RequestMapping("/apps")
class AppsController {

    private final AppGrants grants;
    private final Templates templates;

    AppsController(AppGrants grants, Templates templates) {
        this.grants = grants;
        this.templates = templates;
    }

    @GetMapping
    JteModel all(Frame frame, SignedIn who, @RequestParam(required = false) @Nullable String ended) {
        var apps = grants.of(who.person()).stream()
                .map(app -> new AppsPage.App(
                        app.grant().toString(),
                        app.name(),
                        frame.dayAndHour(app.since()),
                        app.scopes().stream()
                                .sorted(Comparator.naturalOrder())
                                .map(scope -> frame.say("program.does." + Consents.word(scope)))
                                .toList()))
                .toList();
        return templates.citizenApps(frame, new AppsPage(apps, ended != null));
    }

    @PostMapping("/{grant}/end")
    ResponseEntity<Void> end(SignedIn who, @PathVariable UUID grant) {
        var person = new Actor.Citizen(who.person(), who.assurance(), null);
        if (!grants.end(grant, person)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return Answer.goTo("/apps?ended");
    }
}

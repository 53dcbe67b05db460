package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;

/// Step 3 of an appointment on a question: phone and note, both compulsory (rule C4); more time to write them; or
/// giving the hour back.
@RestController
@RequestMapping("/questions/{id}/book")
class LitDetailsController {

    private static final List<String> FIELDS = List.of(Lit.MOBILE, Lit.EMAIL, Lit.NOTE);

    private final LitDrafts drafts;
    private final LitSteps steps;
    private final People people;
    private final Agenda agenda;
    private final ProductClock clock;
    private final Templates templates;

    LitDetailsController(
            LitDrafts drafts, LitSteps steps, People people, Agenda agenda, ProductClock clock, Templates templates) {
        this.drafts = drafts;
        this.steps = steps;
        this.people = people;
        this.agenda = agenda;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping("/details")
    ResponseEntity<?> show(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String check) {
        var lit = drafts.of(by, id);
        if (lit.hold().isEmpty()) return Answer.goTo(lit.chooseAgain());
        var known = people.find(by.person()).map(Person::contacts);
        var mobile = known.map(Contacts::mobile).map(MobileNumber::readable).orElse("");
        var email = known.map(Contacts::email).orElse("");
        return ResponseEntity.ok(templates.studioDetails(
                frame,
                new StudioDetails(
                        steps.at(frame, lit, 3),
                        lit.seen(Lit.MOBILE) ? lit.get(Lit.MOBILE) : mobile,
                        lit.seen(Lit.EMAIL) ? lit.get(Lit.EMAIL) : email,
                        lit.get(Lit.NOTE),
                        check == null ? Errors.NONE : Errors.of(frame, lit.wrong()))));
    }

    @PostMapping("/details")
    ResponseEntity<Void> say(Actor.Intermediary by, @PathVariable UUID id, @RequestParam Map<String, String> form) {
        var lit = drafts.save(by, drafts.of(by, id).with(typed(form)));
        return Answer.goTo(lit.next());
    }

    /// What was typed on the page it is asked from is kept too.
    @PostMapping("/extension")
    ResponseEntity<Void> extend(
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam("extend") String step,
            @RequestParam Map<String, String> form) {
        var before = drafts.of(by, id);
        var lit = step.equals("details") ? drafts.save(by, before.with(typed(form))) : before;
        if (lit.hold().isEmpty()) return Answer.goTo(lit.chooseAgain());
        agenda.extend(lit.hold().get().id(), by.person(), clock.instant());
        return Answer.goTo(lit.address(step.equals("details") ? "details" : "summary"));
    }

    /// The hour is free again; what was written stays for another time.
    @PostMapping("/drop")
    ResponseEntity<Void> drop(Actor.Intermediary by, @PathVariable UUID id) {
        var lit = drafts.of(by, id);
        lit.hold().ifPresent(hold -> agenda.drop(hold.id(), by.person()));
        drafts.save(by, lit.without(Lit.WANTED).keeping(null));
        return Answer.goTo("/questions/" + id + "?dropped");
    }

    private static Map<String, String> typed(Map<String, String> form) {
        var typed = new HashMap<String, String>();
        for (var field : FIELDS) typed.put(field, form.getOrDefault(field, "").strip());
        return typed;
    }
}

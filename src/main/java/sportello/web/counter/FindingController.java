package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.reception.Reception;
import sportello.reception.Reception.Meeting;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;
import sportello.web.counter.Registration.Read;

/// Finds a person, registers one who is not known, and begins a call or a visit. A codice fiscale travels in the body
/// of a request, never in an address.
@RestController
class FindingController {

    private final Callers callers;
    private final Reception reception;
    private final People people;
    private final Registration registration;
    private final Templates templates;

    FindingController(
            Callers callers, Reception reception, People people, Registration registration, Templates templates) {
        this.callers = callers;
        this.reception = reception;
        this.people = people;
        this.registration = registration;
        this.templates = templates;
    }

    @GetMapping("/office/people")
    JteModel ask(Frame frame, Actor.Official by, @RequestParam Map<String, String> query) {
        callers.mayMeet(by);
        var told = query.containsKey("not-identified") ? frame.say("counter.told.not-identified") : null;
        return templates.counterPeople(frame, page(frame, by, Map.of(), Errors.NONE, null, false, told));
    }

    @PostMapping("/office/people")
    ResponseEntity<JteModel> find(Frame frame, Actor.Official by, @RequestParam Map<String, String> form) {
        callers.mayMeet(by);
        var code = Typed.text(form, "tax_code");
        var name = Typed.text(form, "family_name");
        if (code.isEmpty() && !name.isEmpty()) return byName(frame, by, form, name);
        var check = FiscalCode.Check.of(code);
        if (check != FiscalCode.Check.RIGHT)
            return wrong(frame, by, form, List.of(Registration.wrong(check, FiscalCode.tidy(code))));
        var found = people.withFiscalCode(FiscalCode.parse(code).orElseThrow()).stream()
                .toList();
        reception.searched("tax-code", found.size(), by);
        return shown(frame, by, form, found);
    }

    private ResponseEntity<JteModel> byName(Frame frame, Actor.Official by, Map<String, String> form, String name) {
        var born = Typed.day(Typed.text(form, "born_on"));
        if (born.isEmpty()) return wrong(frame, by, form, List.of(new Problem("born_on", "counter.wrong.born_on")));
        var found = people.named(name, born.get());
        reception.searched("name-and-birth", found.size(), by);
        return shown(frame, by, form, found);
    }

    private ResponseEntity<JteModel> shown(
            Frame frame, Actor.Official by, Map<String, String> form, List<Person> found) {
        return ResponseEntity.ok(templates.counterPeople(
                frame, page(frame, by, form, Errors.NONE, found(frame, found), found.isEmpty(), null)));
    }

    private ResponseEntity<JteModel> wrong(
            Frame frame, Actor.Official by, Map<String, String> form, List<Problem> problems) {
        return ResponseEntity.unprocessableContent()
                .body(templates.counterPeople(
                        frame, page(frame, by, form, Errors.of(frame, problems), null, false, null)));
    }

    /// Who is known already is never written over: they are shown instead.
    @PostMapping("/office/people/new")
    ResponseEntity<?> register(Frame frame, Actor.Official by, @RequestParam Map<String, String> form) {
        callers.mayMeet(by);
        return switch (registration.read(form)) {
            case Read.Wrong(var problems) ->
                ResponseEntity.unprocessableContent()
                        .body(templates.counterPeople(
                                frame, page(frame, by, form, Errors.of(frame, problems), null, true, null)));
            case Read.Right typed -> {
                var known = people.withFiscalCode(typed.code());
                if (known.isPresent()) yield shown(frame, by, form, List.of(known.get()));
                var person = registration.register(frame, typed, by);
                yield begin(frame, by, person.id(), channel(by, Typed.text(form, "channel")));
            }
        };
    }

    @PostMapping("/office/calls")
    ResponseEntity<?> begin(
            Frame frame,
            Actor.Official by,
            @RequestParam UUID person,
            @RequestParam(defaultValue = "") String channel) {
        callers.mayMeet(by);
        var found = people.find(new PersonId(person)).orElseThrow(Answer::unknown);
        return begin(frame, by, found.id(), channel(by, channel));
    }

    private ResponseEntity<?> begin(Frame frame, Actor.Official by, PersonId person, Channel channel) {
        return switch (reception.meet(person, channel, by)) {
            case Meeting.Met(var encounter) -> Answer.goTo("/office/calls/" + encounter.id());
            case Meeting.Refused(var reason) ->
                ResponseEntity.unprocessableContent()
                        .body(templates.counterPeople(
                                frame, page(frame, by, Map.of(), Errors.NONE, null, false, frame.say(reason))));
        };
    }

    private Channel channel(Actor.Official by, String named) {
        var own = reception.channels(by);
        return own.stream()
                .filter(each -> each.code().equals(named))
                .findFirst()
                .orElseGet(own::getFirst);
    }

    private PeoplePage page(
            Frame frame,
            Actor.Official by,
            Map<String, String> typed,
            Errors errors,
            @Nullable List<PeoplePage.Found> found,
            boolean register,
            @Nullable String refused) {
        return new PeoplePage(
                typed,
                errors,
                reception.channels(by).stream().map(each -> way(frame, each)).toList(),
                found,
                register,
                refused,
                reception.open(by).stream()
                        .map(each -> new PeoplePage.Open(
                                "/office/calls/" + each.id(),
                                people.find(each.person()).map(Person::fullName).orElse(""),
                                frame.hour(each.begunAt()),
                                each.identified()))
                        .toList());
    }

    private static PeoplePage.Way way(Frame frame, Channel channel) {
        return channel == Channel.FRONT_DESK
                ? new PeoplePage.Way(channel.code(), frame.say("counter.meet.desk"), "v")
                : new PeoplePage.Way(channel.code(), frame.say("counter.meet.call"), "t");
    }

    private static List<PeoplePage.Found> found(Frame frame, List<Person> people) {
        return people.stream()
                .map(person -> {
                    var born = person.bornOn();
                    return new PeoplePage.Found(
                            person.id().toString(),
                            person.fullName(),
                            born == null ? "" : frame.date(born),
                            person.taxCode()
                                    .map(code ->
                                            code.value().substring(code.value().length() - 5))
                                    .orElse(""));
                })
                .toList();
    }
}

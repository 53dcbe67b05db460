package sportello.web.office;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.delegation.Delegation;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.web.Answer;
import sportello.web.Frame;

/// The register seen from the counter: looked up by codice fiscale (in the body of a request, never in an address),
/// revoked at once (rule D11).
@Controller
class RegisterController {

    private final Register register;
    private final People people;
    private final AuditTrail audit;
    private final Templates templates;

    RegisterController(Register register, People people, AuditTrail audit, Templates templates) {
        this.register = register;
        this.people = people;
        this.audit = audit;
        this.templates = templates;
    }

    @GetMapping("/office/delegations")
    ResponseEntity<JteModel> ask(Frame frame, Actor.Official official) {
        if (!mayLook(official)) throw Answer.unknown();
        return ResponseEntity.ok(
                templates.officeRegister(frame, new RegisterView(null, null, null, mayRevoke(official))));
    }

    @PostMapping("/office/delegations")
    ResponseEntity<JteModel> look(
            Frame frame, Actor.Official official, @RequestParam(name = "tax_code", defaultValue = "") String typed) {
        if (!mayLook(official)) throw Answer.unknown();
        var code = FiscalCode.parse(typed);
        if (code.isEmpty()) {
            var view = new RegisterView("office.register.wrong", typed, null, mayRevoke(official));
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(templates.officeRegister(frame, view));
        }
        var person = people.withFiscalCode(code.get());
        person.ifPresent(found -> audit.record(
                Act.of("register.consulted"),
                official.doer(),
                new Subject("person", found.id().value())));
        var view = person.map(found -> new RegisterView(null, typed, found(found), mayRevoke(official)))
                .orElseGet(() -> new RegisterView("office.register.nobody", typed, null, mayRevoke(official)));
        return ResponseEntity.ok(templates.officeRegister(frame, view));
    }

    @GetMapping("/office/delegations/{id}")
    ResponseEntity<JteModel> show(@PathVariable UUID id, Frame frame, Actor.Official official) {
        if (!mayLook(official)) throw Answer.unknown();
        return register.find(id)
                .map(delegation ->
                        ResponseEntity.ok(templates.officeDelegation(frame, line(delegation), mayRevoke(official))))
                .orElseThrow(Answer::unknown);
    }

    @PostMapping("/office/delegations/{id}/endings")
    @ResponseBody
    Object end(@PathVariable UUID id, Actor.Official official) {
        return switch (register.end(id, Delegation.EndReason.REVOKED_AT_COUNTER, official)) {
            case Register.Ending.Ended _, Register.Ending.AlreadyEnded _ ->
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header("Location", "/office/delegations/" + id)
                        .build();
            case Register.Ending.NotAllowed _, Register.Ending.NotFound _ -> throw Answer.unknown();
        };
    }

    private static boolean mayLook(Actor.Official official) {
        return official.may(Right.HOLD_MEETINGS) || mayRevoke(official);
    }

    private static boolean mayRevoke(Actor.Official official) {
        return official.may(Right.REVOKE_DELEGATIONS);
    }

    private RegisterView.Found found(Person person) {
        List<RegisterView.Line> lines =
                register.history(person.id()).stream().map(this::line).toList();
        return new RegisterView.Found(person.fullName(), lines);
    }

    private RegisterView.Line line(Delegation delegation) {
        var reason = delegation.endReason();
        return new RegisterView.Line(
                delegation.id(),
                name(delegation.delegator()),
                name(delegation.delegate()),
                delegation.grantedAt(),
                delegation.until(),
                delegation.endedAt(),
                reason == null ? null : "office.end." + reason);
    }

    private String name(PersonId person) {
        return people.find(person).map(Person::fullName).orElse("");
    }
}

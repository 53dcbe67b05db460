package sportello.delegation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.booking.Appointment;
import sportello.booking.Matter;
import sportello.casework.spi.Effect;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;

/// What a web meeting brings about: the delegation, in force at once (rule D9).
@Component
class DelegationEffect implements Effect {

    private final Register register;
    private final People people;
    private final DelegationSettings settings;

    DelegationEffect(Register register, People people, DelegationSettings settings) {
        this.register = register;
        this.people = people;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "delegation";
    }

    @Override
    public Map<String, String> obstacles(Appointment appointment) {
        var obstacles = new LinkedHashMap<String, String>();
        var stated = appointment.matter();
        var code = FiscalCode.parse(stated.get("delegator.tax_code"));
        if (code.isEmpty() || StatedMatter.date(stated.get("delegator.born_on")).isEmpty())
            obstacles.put("delegator_not_identified", "delegation.obstacle.delegator_not_identified");
        var delegator = code.flatMap(people::withFiscalCode);
        if (delegator
                .filter(person -> person.id().equals(appointment.bookedBy()))
                .isPresent()) obstacles.put("own_delegate", "delegation.refused.own_delegate");
        if (delegator.filter(this::hasDelegate).isPresent())
            obstacles.put("delegator_has_delegate", "delegation.obstacle.delegator_has_delegate");
        if (register.toDelegate(appointment.bookedBy()).size() >= settings.delegationsPerDelegate())
            obstacles.put("delegate_has_most", "delegation.obstacle.delegate_has_most");
        return obstacles;
    }

    private boolean hasDelegate(Person delegator) {
        return register.ofDelegator(delegator.id()).size() >= settings.delegatesPerDelegator();
    }

    @Override
    @Transactional
    public Taken take(Appointment appointment, UUID caseId, Actor.Official by) {
        var stated = appointment.matter();
        var code = FiscalCode.parse(stated.get("delegator.tax_code"));
        if (code.isEmpty()) return new Taken.Refused("delegation.obstacle.delegator_not_identified", Map.of());
        var delegator = people.identified(
                stated.get("delegator.given_name").strip(),
                stated.get("delegator.family_name").strip(),
                code.get(),
                StatedMatter.date(stated.get("delegator.born_on")).orElse(null),
                ownContacts(appointment),
                by.doer());
        var until = StatedMatter.date(stated.get("until")).orElse(null);
        return switch (register.grant(delegator.id(), appointment.bookedBy(), until, caseId, by)) {
            case Register.GrantOutcome.Granted(var delegation) -> new Taken.InForce(delegation.id());
            case Register.GrantOutcome.Refused(var reason, var facts) -> new Taken.Refused(reason, facts);
        };
    }

    /// Rule D11: a contact shared with the delegate never counts as the delegator's own.
    private Contacts ownContacts(Appointment appointment) {
        var stated = appointment.matter();
        var delegates = people.find(appointment.bookedBy()).map(Person::contacts);
        var mobile = unlessShared(
                MobileNumber.e164(stated.get("delegator.mobile")),
                MobileNumber.e164(stated.get("contact.mobile")),
                delegates.map(Contacts::mobile));
        var email = unlessShared(
                filled(stated, "delegator.email"), filled(stated, "contact.email"), delegates.map(Contacts::email));
        var language = stated.get("delegator.language");
        return new Contacts(mobile, email, language.isBlank() ? "it" : language);
    }

    private static @Nullable String unlessShared(
            Optional<String> own, Optional<String> stated, Optional<String> known) {
        return own.filter(it -> !stated.filter(it::equalsIgnoreCase).isPresent())
                .filter(it -> !known.filter(it::equalsIgnoreCase).isPresent())
                .orElse(null);
    }

    private static Optional<String> filled(Matter matter, String field) {
        return Optional.of(matter.get(field).strip()).filter(text -> !text.isEmpty());
    }
}

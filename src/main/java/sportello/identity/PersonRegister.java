package sportello.identity;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;

/// Persons, found or registered. Who comes first registers; the database makes everybody else agree.
@Service
@Transactional
class PersonRegister implements People {

    private static final Act REGISTERED = Act.of("identity.registered");
    private static final Act LOGGED_IN = Act.of("identity.logged-in");
    private static final Act CONTACTS_CHANGED = Act.of("identity.contacts-changed");

    private final PersonRows rows;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    PersonRegister(PersonRows rows, AuditTrail audit, ApplicationEventPublisher events) {
        this.rows = rows;
        this.audit = audit;
        this.events = events;
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Person> find(PersonId id) {
        return rows.find(id);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Person> all(Collection<PersonId> ids) {
        return ids.isEmpty() ? List.of() : rows.all(ids);
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Person> withFiscalCode(FiscalCode code) {
        return rows.withFiscalCode(code);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Person> named(String familyName, LocalDate bornOn) {
        return rows.named(familyName, bornOn);
    }

    @Override
    public Person loggedIn(LoggedIn facts) {
        var code = attested(facts.fiscalNumber());
        var fresh = new PersonId(UUID.randomUUID());
        PersonId person;
        if (rows.link(facts.issuer(), facts.subject(), fresh)) {
            person = rows.register(
                    fresh,
                    facts.givenName(),
                    facts.familyName(),
                    code.orElse(null),
                    facts.bornOn(),
                    new Contacts(facts.mobile(), facts.email(), "it"));
            if (person.equals(fresh)) audit.record(REGISTERED, doer(person), subject(person));
            else rows.relink(facts.issuer(), facts.subject(), person);
        } else {
            person = rows.linked(facts.issuer(), facts.subject());
            code.ifPresent(attested -> rows.completeFiscalCode(person, attested));
        }
        rows.complete(person, facts);
        audit.record(LOGGED_IN, doer(person), subject(person));
        return rows.find(person).orElseThrow();
    }

    @Override
    public Person identified(
            String givenName,
            String familyName,
            FiscalCode code,
            @Nullable LocalDate bornOn,
            Contacts contacts,
            Doer by) {
        var fresh = new PersonId(UUID.randomUUID());
        var person = rows.register(fresh, givenName.strip(), familyName.strip(), code, bornOn, contacts);
        if (person.equals(fresh)) audit.record(REGISTERED, by, subject(person));
        return rows.find(person).orElseThrow();
    }

    @Override
    public void changeContacts(PersonId id, Contacts contacts, Doer by) {
        var change = rows.changeContacts(id, contacts);
        if (change.isEmpty()) return;
        audit.record(CONTACTS_CHANGED, by, subject(id), Map.copyOf(whatMoved(contacts, change.get())));
        events.publishEvent(new ContactsChanged(id, change.get().id()));
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Contacts> leftBehind(UUID change) {
        return rows.leftBehind(change);
    }

    private static Map<String, String> whatMoved(Contacts now, PersonRows.Change change) {
        var facts = new HashMap<String, String>();
        if (!java.util.Objects.equals(now.mobile(), change.oldMobile())) facts.put("mobile", "changed");
        if (!java.util.Objects.equals(now.email(), change.oldEmail())) facts.put("email", "changed");
        return facts;
    }

    /// Rule G2: SPID and CIE write `TINIT-<CF>`, some providers the bare code; a foreigner may have none.
    static Optional<FiscalCode> attested(@Nullable String fiscalNumber) {
        if (fiscalNumber == null) return Optional.empty();
        var tidy = FiscalCode.tidy(fiscalNumber);
        return FiscalCode.parse(tidy.startsWith("TINIT-") ? tidy.substring("TINIT-".length()) : tidy);
    }

    private static Doer doer(PersonId person) {
        return new Doer("citizen", person.toString(), null);
    }

    private static Subject subject(PersonId person) {
        return new Subject("person", person.value());
    }
}

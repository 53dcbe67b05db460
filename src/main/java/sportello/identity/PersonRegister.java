package sportello.identity;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.identity.ContactBook.Kind;

/// Persons, found or registered. Who comes first registers; the database makes everybody else agree.
@Service
@Transactional
class PersonRegister implements People {

    private static final Act REGISTERED = Act.of("identity.registered");
    private static final Act LOGGED_IN = Act.of("identity.logged-in");

    private final PersonRows rows;
    private final ContactRows contacts;
    private final AuditTrail audit;

    PersonRegister(PersonRows rows, ContactRows contacts, AuditTrail audit) {
        this.rows = rows;
        this.contacts = contacts;
        this.audit = audit;
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
                    fresh, facts.givenName(), facts.familyName(), code.orElse(null), facts.bornOn(), "it");
            if (person.equals(fresh)) audit.record(REGISTERED, doer(person), subject(person));
            else rows.relink(facts.issuer(), facts.subject(), person);
        } else {
            person = rows.linked(facts.issuer(), facts.subject());
            code.ifPresent(attested -> rows.completeFiscalCode(person, attested));
        }
        rows.complete(person, facts);
        audit.record(LOGGED_IN, doer(person), subject(person));
        return attested(rows.find(person).orElseThrow(), facts.mobile(), facts.email());
    }

    @Override
    public Person identified(
            String givenName, String familyName, FiscalCode code, @Nullable LocalDate bornOn, Contacts given, Doer by) {
        var fresh = new PersonId(UUID.randomUUID());
        var person = rows.register(fresh, givenName.strip(), familyName.strip(), code, bornOn, given.language());
        if (person.equals(fresh)) audit.record(REGISTERED, by, subject(person));
        return attested(rows.find(person).orElseThrow(), given.mobile(), given.email());
    }

    /// Who attests a person attests how they are reached (rule G7): kept where nothing is known yet, a place is left
    /// and
    /// the person has not chosen otherwise.
    private Person attested(Person person, @Nullable String mobile, @Nullable String email) {
        var known = person.contacts();
        var number = known.mobile() == null ? MobileNumber.e164(mobile) : Optional.<String>empty();
        var address = known.email() == null ? MailAddress.read(email) : Optional.<String>empty();
        if (number.isEmpty() && address.isEmpty()) return person;
        var now = contacts.lock(person.id());
        if (contacts.everChanged(person.id())) return person;
        number.filter(it -> now.mobile() == null).ifPresent(it -> contacts.settle(person.id(), Kind.MOBILE, it));
        address.filter(it -> now.email() == null).ifPresent(it -> contacts.settle(person.id(), Kind.EMAIL, it));
        return rows.find(person.id()).orElseThrow();
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Contacts> leftBehind(UUID change) {
        return contacts.leftBehind(change);
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

package sportello.identity;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.audit.Doer;

/// Keeps persons. A person's key is never the codice fiscale; the same written codice fiscale is one person.
public interface People {

    Optional<Person> find(PersonId id);

    /// Those there are, in any order.
    List<Person> all(Collection<PersonId> ids);

    Optional<Person> withFiscalCode(FiscalCode code);

    /// Those of that family name and day of birth, for who must find somebody without their codice fiscale; capitals
    /// and doubled blanks do not count. At most a few: more are too many to tell apart.
    List<Person> named(String familyName, LocalDate bornOn);

    /// Who logged in: found by issuer and subject, else by the attested codice fiscale, else registered. Contacts the
    /// provider attests count where none is known and five others are not reached there (rule G7).
    Person loggedIn(LoggedIn facts);

    /// A person identified by an official (never by what somebody else typed). Concurrent calls agree on one person.
    /// Contacts the official attests count where none is known; a later change takes a code (`ContactBook`).
    Person identified(
            String givenName,
            String familyName,
            FiscalCode code,
            @Nullable LocalDate bornOn,
            Contacts contacts,
            Doer by);

    /// Where a person was reached before a change of contacts: only what was left, and only for as long as it takes to
    /// tell it.
    Optional<Contacts> leftBehind(UUID change);

    /// What an identity provider attested. `fiscalNumber` as it came, `TINIT-` prefix or not (rule G2).
    record LoggedIn(
            String issuer,
            String subject,
            String givenName,
            String familyName,
            @Nullable String fiscalNumber,
            @Nullable LocalDate bornOn,
            @Nullable String mobile,
            @Nullable String email) {}
}

package sportello.identity;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A person with the data that identify and reach them.
public record Person(
        PersonId id,
        String givenName,
        String familyName,
        @Nullable FiscalCode fiscalCode,
        @Nullable LocalDate bornOn,
        Contacts contacts) {

    public String fullName() {
        return (givenName + " " + familyName).strip();
    }

    public Optional<FiscalCode> taxCode() {
        return Optional.ofNullable(fiscalCode);
    }
}

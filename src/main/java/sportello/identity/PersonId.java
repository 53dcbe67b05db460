package sportello.identity;

import java.util.UUID;

/// A person, as the product knows them. Never derived from the codice fiscale (rule G2).
public record PersonId(UUID value) {

    public static PersonId of(String text) {
        return new PersonId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

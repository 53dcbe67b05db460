package sportello.documents;

import java.util.UUID;

/// A paper, a recording's track or a derivative kept in the vault.
public record DocumentId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

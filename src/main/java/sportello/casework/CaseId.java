package sportello.casework;

import java.util.UUID;

/// A case: one appointment being conducted.
public record CaseId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

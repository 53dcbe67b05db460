package sportello.web.office;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.audit.AuditReading;
import sportello.booking.Appointment;
import sportello.casework.CaseFile;

/// A case as it stands or ended.
///
/// @param done empty for who may not read the audit
public record CaseView(
        UUID id,
        Appointment appointment,
        CaseFile file,
        String stateKind,
        String stateIcon,
        List<Fact> facts,
        List<Told> messages,
        @Nullable Instant recordedFrom,
        List<AuditReading.Entry> done) {

    /// `key` of words, value as stated.
    public record Fact(String key, String value) {}
}

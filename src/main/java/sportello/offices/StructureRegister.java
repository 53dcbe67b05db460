package sportello.offices;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.platform.Words;

/// Keeps the table in one transaction.
@Service
class StructureRegister implements Structures {

    private final StructureRows rows;
    private final Services services;
    private final Words words;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    StructureRegister(
            StructureRows rows, Services services, Words words, AuditTrail audit, TransactionTemplate transaction) {
        this.rows = rows;
        this.services = services;
        this.words = words;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Override
    public Intake takeIn(Reader table, Actor by) throws IOException {
        if (!mayTakeIn(by)) throw new SecurityException("Not for " + by.doer().kind());
        return switch (StructureFile.read(table, services)) {
            case StructureFile.Reading.Unfit(var wrong) -> new Intake.Refused(wrong);
            case StructureFile.Reading.Fine(var lines) -> keep(lines, by);
        };
    }

    /// The nation's structures are the body's, not one office's: whoever runs the installation takes them in.
    private static boolean mayTakeIn(Actor by) {
        return by instanceof Actor.System;
    }

    private Intake keep(List<StructureFile.Line> lines, Actor by) {
        try {
            return Objects.requireNonNull(transaction.execute(tx -> {
                var kept = rows.keepStructures(lines);
                var counters = rows.keepCounters(lines);
                rows.keepUnits(lines, this::unitName);
                audit.record(
                        Act.of("offices.taken-in"),
                        by.doer(),
                        new Subject("structures", UUID.nameUUIDFromBytes(new byte[0])),
                        Map.of("structures", String.valueOf(lines.size()), "opened", String.valueOf(kept.opened())));
                return new Intake.Taken(lines.size(), kept.opened(), kept.changed(), counters, rows.notNamed(lines));
            }));
        } catch (DataIntegrityViolationException broken) {
            return new Intake.Refused(List.of(new Complaint(0, "kind", keptApart(broken))));
        }
    }

    /// The table agrees with itself, so it is what stands in the database that refuses.
    private static String keptApart(DataIntegrityViolationException broken) {
        if (String.valueOf(broken.getMessage()).contains("a_counter_opens_only_where_its_service_may"))
            return "a structure that has a counter open cannot become of a kind that may not have it";
        throw broken;
    }

    private String unitName(String code) {
        return words.say(Locale.ITALIAN, "service.unit." + code);
    }
}

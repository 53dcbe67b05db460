package sportello.offices;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
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

    @Override
    public Optional<Intake> takeInIfNew(byte[] table, Actor by) throws IOException {
        var digest = digest(table);
        if (rows.takenIn().filter(digest::equals).isPresent()) return Optional.empty();
        var unreadable = notUtf8(table);
        if (unreadable.isPresent()) return Optional.of(new Intake.Refused(List.of(unreadable.get())));
        var intake = takeIn(new InputStreamReader(new ByteArrayInputStream(table), StandardCharsets.UTF_8), by);
        if (intake instanceof Intake.Taken) rows.takenIn(digest);
        return Optional.of(intake);
    }

    private static Optional<Complaint> notUtf8(byte[] table) {
        var bytes = ByteBuffer.wrap(table);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return Optional.empty();
        } catch (CharacterCodingException e) {
            long line = 1;
            for (int i = 0; i < bytes.position(); i++) if (table[i] == '\n') line++;
            return Optional.of(new Complaint(line, "", "is not UTF-8: save the table as UTF-8"));
        }
    }

    /// What a table means depends on the services too.
    private String digest(byte[] table) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(table);
            services.all().stream()
                    .map(policy -> policy.code() + new TreeSet<>(policy.kinds()) + policy.unit())
                    .sorted()
                    .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Intake keep(List<StructureFile.Line> lines, Actor by) {
        return Objects.requireNonNull(transaction.execute(tx -> {
            rows.oneAtATime();
            rows.recognise(lines);
            var misfits = misfits(lines);
            if (!misfits.isEmpty()) {
                tx.setRollbackOnly();
                return new Intake.Refused(misfits);
            }
            var kept = rows.keepStructures(lines);
            var counters = rows.keepCounters(lines);
            rows.keepUnits(lines, this::unitName);
            audit.record(
                    Act.of("offices.taken-in"),
                    by.doer(),
                    new Subject("structures", UUID.nameUUIDFromBytes(new byte[0])),
                    Map.of("structures", String.valueOf(lines.size()), "opened", String.valueOf(kept.opened())));
            return new Intake.Taken(
                    lines.size(),
                    kept.opened(),
                    kept.changed(),
                    counters,
                    rows.notNamed(lines),
                    rows.countersNotNamed(lines));
        }));
    }

    /// The table agrees with itself; here it disagrees with counters that are open already.
    private List<Complaint> misfits(List<StructureFile.Line> lines) {
        var numbers = lines.stream().collect(Collectors.toMap(StructureFile.Line::code, StructureFile.Line::number));
        return rows.misfits(lines).stream()
                .map(misfit -> new Complaint(
                        numbers.getOrDefault(misfit.code(), 0L),
                        "kind",
                        "'" + misfit.code() + "' has a counter for " + misfit.service()
                                + " open, which a structure of this kind may not have"))
                .sorted(Comparator.comparingLong(Complaint::line))
                .toList();
    }

    private String unitName(String code) {
        return words.say(Locale.ITALIAN, "service.unit." + code);
    }
}

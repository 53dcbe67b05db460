package sportello.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.casework.Cases.Sent;
import sportello.casework.Cases.Verdict;
import sportello.documents.DocumentId;
import sportello.documents.Vault;
import sportello.identity.Actor;
import sportello.meeting.Entry;

/// Papers of a case (rule D8): asked, sent by a party from inside the open room, accepted or asked again.
@Component
class Papers {

    private static final int MOST_COPIES = 10;

    private final CaseRows rows;
    private final PaperRows papers;
    private final Caseload caseload;
    private final Vault vault;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;

    Papers(
            CaseRows rows,
            PaperRows papers,
            Caseload caseload,
            Vault vault,
            AuditTrail audit,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.papers = papers;
        this.caseload = caseload;
        this.vault = vault;
        this.audit = audit;
        this.events = events;
    }

    @Transactional
    public Verdict change(
            CaseId id, String paper, String to, Set<String> from, @Nullable String reason, Actor.Official by) {
        var row = caseload.locked(id, by).orElse(null);
        if (row == null) return new Verdict.NotFound();
        var refusal = refusesOfficial(row, by);
        if (refusal.isPresent()) return refused(refusal.get());
        var item = caseload.file(id).paper(paper).orElse(null);
        if (item == null) return refused("case.refused.no_such_paper");
        if (!from.contains(item.state()))
            return refused("case.refused.paper_" + item.state().toLowerCase(Locale.ROOT));
        papers.put(id, paper, to, reason);
        audit.record(
                Act.of("casework.paper-" + to.toLowerCase(Locale.ROOT).replace('_', '-')),
                by.doer(),
                Settling.subject(id),
                Map.of("paper", paper));
        events.publishEvent(new PaperChanged(id, paper));
        return new Verdict.Done(caseload.file(id));
    }

    static Optional<String> refusesOfficial(CaseRow row, Actor.Official by) {
        if (row.status().settled()) return Optional.of("case.refused.settled");
        if (row.status() != CaseFile.Status.OPEN) return Optional.of("case.refused.not_open");
        if (!by.staff().equals(row.official())) return Optional.of("case.refused.held_by_other");
        return Optional.empty();
    }

    /// Why this actor cannot send this paper now; empty when they can.
    Optional<Sent> refuses(CaseId id, String paper, Actor by) {
        var row = rows.find(id).orElse(null);
        if (row == null) return Optional.of(new Sent.NotFound());
        var entry = caseload.entryOf(row, by).orElse(null);
        if (entry == null) return Optional.of(new Sent.NotFound());
        return refusesParty(row, paper, entry).map(Sent.Refused::new);
    }

    /// The room is looked at again under the case's lock: it may have closed while the upload was being judged.
    @Transactional
    public Sent keep(CaseId id, String paper, Path uploaded, String mediaType, Actor by) throws IOException {
        var row = rows.lock(id).orElseThrow();
        var entry = caseload.entryOf(row, by).orElseThrow();
        var refusal = refusesParty(row, paper, entry);
        if (refusal.isPresent()) return new Sent.Refused(refusal.get());
        Vault.Kept kept;
        try (var content = Files.newInputStream(uploaded)) {
            kept = vault.keep(
                    content,
                    new Vault.Facts(
                            "paper",
                            id.value(),
                            paper,
                            mediaType,
                            caseload.policy(row).retention()),
                    by.doer());
        }
        papers.insertCopy(
                id,
                new PaperRows.Copy(
                        paper, entry.id(), new CaseFile.Copy(kept.id(), mediaType, kept.length(), Instant.now())));
        papers.put(id, paper, "SENT", null);
        audit.record(Act.of("casework.paper-sent"), by.doer(), Settling.subject(id), Map.of("paper", paper));
        events.publishEvent(new PaperChanged(id, paper));
        return new Sent.Received(kept.id());
    }

    private Optional<String> refusesParty(CaseRow row, String paper, Entry entry) {
        var script = new Script(caseload.policy(row));
        if (script.requiredParties().stream().noneMatch(party -> party.role().equals(entry.role())))
            return Optional.of("case.refused.not_a_party");
        if (row.status() != CaseFile.Status.OPEN) return Optional.of("case.refused.room_not_open");
        if (!entry.inside()) return Optional.of("case.refused.not_inside");
        var item = caseload.file(row.id()).paper(paper).orElse(null);
        if (item == null) return Optional.of("case.refused.no_such_paper");
        if (item.state().equals("ACCEPTED")) return Optional.of("case.refused.paper_accepted");
        if (item.copies().size() >= MOST_COPIES) return Optional.of("case.refused.too_many_copies");
        return Optional.empty();
    }

    /// For officials of the case, and for who sent the copy.
    @Transactional
    public Optional<InputStream> open(CaseId id, DocumentId document, Actor by) throws IOException {
        boolean may = switch (by) {
            case Actor.Official official ->
                caseload.readable(id, official)
                        .map(row -> has(caseload.file(row.id()), document))
                        .orElse(false);
            case Actor.Booker booker -> sentIt(id, document, booker);
            case Actor.Guest guest -> sentIt(id, document, guest);
            case Actor.Client client -> false;
            case Actor.System system -> false;
        };
        if (!may || vault.find(document).isEmpty()) return Optional.empty();
        return Optional.of(vault.open(document, by.doer(), "case " + id));
    }

    private boolean sentIt(CaseId id, DocumentId document, Actor by) {
        return rows.find(id)
                .flatMap(row ->
                        caseload.entryOf(row, by).map(entry -> has(caseload.fileForParty(row, entry), document)))
                .orElse(false);
    }

    private static boolean has(CaseFile file, DocumentId document) {
        return file.papers().stream()
                .flatMap(paper -> paper.copies().stream())
                .anyMatch(copy -> copy.document().equals(document));
    }

    private static Verdict refused(String why) {
        return new Verdict.Refused(why, Map.of());
    }
}

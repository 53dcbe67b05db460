package sportello.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.casework.Cases.Sent;
import sportello.casework.Consultancies.Verdict;
import sportello.casework.Consultancy.Request;
import sportello.casework.Consultancy.Request.State;
import sportello.documents.DocumentId;
import sportello.documents.Vault;
import sportello.identity.Actor;
import sportello.platform.ProductClock;

/// Papers by the institutional channel, the only one (rule C10): before, during and after the talk.
@Component
class RequestedPapers {

    private static final int MOST_COPIES = 10;
    private static final int MOST_UNASKED = 20;
    private static final Set<CaseFile.Status> CLOSED = EnumSet.of(CaseFile.Status.CALLED_OFF, CaseFile.Status.DECLINED);

    private final CaseRows rows;
    private final ConsultancyRows consultancies;
    private final RequestRows requests;
    private final Caseload caseload;
    private final Charges charges;
    private final Vault vault;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    RequestedPapers(
            CaseRows rows,
            ConsultancyRows consultancies,
            RequestRows requests,
            Caseload caseload,
            Charges charges,
            Vault vault,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.rows = rows;
        this.consultancies = consultancies;
        this.requests = requests;
        this.caseload = caseload;
        this.charges = charges;
        this.vault = vault;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// Why this cannot be sent now; empty when it can.
    Optional<Sent> refuses(CaseId id, @Nullable UUID request, Actor.Booker by) {
        return rows.find(id)
                .filter(it -> it.judged() != null && caseload.onTheOtherSide(it, by))
                .map(row -> refuses(row, request))
                .orElse(Optional.of(new Sent.NotFound()));
    }

    private Optional<Sent> refuses(CaseRow row, @Nullable UUID request) {
        if (CLOSED.contains(row.status())) return Optional.of(new Sent.Refused("case.refused.settled"));
        var all = requests.of(row.id());
        if (request == null)
            return all.stream().filter(it -> !it.asked()).count() < MOST_UNASKED
                    ? Optional.empty()
                    : Optional.of(new Sent.Refused("case.refused.too_many_papers"));
        var asked = all.stream().filter(it -> it.id().equals(request)).findFirst();
        if (asked.isEmpty()) return Optional.of(new Sent.NotFound());
        if (asked.get().state() == State.ACCEPTED || asked.get().state() == State.WITHDRAWN)
            return Optional.of(new Sent.Refused(stands(asked.get())));
        if (asked.get().copies().size() >= MOST_COPIES)
            return Optional.of(new Sent.Refused("case.refused.too_many_copies"));
        return Optional.empty();
    }

    /// Looked at again under the case's lock: it may have ended while the upload was being judged.
    @Transactional
    public Sent keep(CaseId id, @Nullable UUID asked, Path uploaded, String mediaType, Actor.Booker by)
            throws IOException {
        var row = rows.lock(id).orElseThrow();
        var refusal = refuses(row, asked);
        if (refusal.isPresent()) return refusal.get();
        var now = clock.instant();
        var request = asked == null ? requests.insert(id, null, "", null, State.SENT, now) : asked;
        Vault.Kept kept;
        try (var content = Files.newInputStream(uploaded)) {
            kept = vault.keep(
                    content,
                    new Vault.Facts(
                            "paper",
                            id.value(),
                            request.toString(),
                            mediaType,
                            caseload.policy(row).retention()),
                    by.doer());
        }
        requests.insertCopy(id, request, new Consultancy.Copy(kept.id(), mediaType, kept.length(), by.person(), now));
        var state = find(id, request).orElseThrow().state();
        if (state.open()) requests.change(request, state, State.SENT, null);
        requests.count(id);
        consultancies.actOn(id, now);
        changed(id, request, "casework.paper-sent", by);
        return new Sent.Received(kept.id());
    }

    @Transactional
    public Verdict accept(CaseId id, UUID request, Actor.Official by) {
        return charges.actAlsoAfter(id, by, row -> refuses(id, request, State.ACCEPTED), row -> {
            requests.change(request, find(id, request).orElseThrow().state(), State.ACCEPTED, null);
            changed(id, request, "casework.paper-accepted", by);
        });
    }

    /// The date by which it is asked stays; a past one becomes today.
    @Transactional
    public Verdict askAgain(CaseId id, UUID request, String reason, Actor.Official by) {
        return charges.actAlsoAfter(
                id,
                by,
                row -> {
                    if (reason.isBlank()) return "case.refused.say_why";
                    if (reason.length() > Charges.LONGEST_TEXT) return "case.refused.too_long";
                    if (CLOSED.contains(row.status())) return "case.refused.settled";
                    return refuses(id, request, State.ASKED_AGAIN);
                },
                row -> {
                    var asked = find(id, request).orElseThrow();
                    requests.change(request, asked.state(), State.ASKED_AGAIN, reason.strip());
                    requests.count(id);
                    changed(id, request, "casework.paper-asked-again", by);
                    var until = asked.until() == null || asked.until().isBefore(clock.today())
                            ? clock.today()
                            : asked.until();
                    events.publishEvent(new PapersAsked(id, row.appointment(), row.service(), until));
                });
    }

    private String refuses(CaseId id, UUID request, State next) {
        var found = find(id, request);
        if (found.isEmpty()) return "case.refused.no_such_paper";
        return found.get().state().mayBecome(next) ? Charges.NOTHING : stands(found.get());
    }

    private static String stands(Request request) {
        return "case.refused.paper_" + request.state().name().toLowerCase(Locale.ROOT);
    }

    private Optional<Request> find(CaseId id, UUID request) {
        return requests.of(id).stream().filter(it -> it.id().equals(request)).findFirst();
    }

    private void changed(CaseId id, UUID request, String act, Actor by) {
        audit.record(Act.of(act), by.doer(), Settling.subject(id), Map.of("paper", request.toString()));
        events.publishEvent(new PaperChanged(id, request.toString()));
    }

    @Transactional
    public Optional<InputStream> open(CaseId id, DocumentId document, Actor by) throws IOException {
        boolean may = switch (by) {
            case Actor.Official official -> caseload.readable(id, official).isPresent();
            case Actor.Booker booker ->
                rows.find(id)
                        .filter(row -> caseload.onTheOtherSide(row, booker))
                        .isPresent();
            case Actor.Guest guest -> false;
            case Actor.Client client -> false;
            case Actor.System system -> false;
        };
        if (!may
                || requests.of(id).stream()
                        .flatMap(request -> request.copies().stream())
                        .noneMatch(copy -> copy.document().equals(document))
                || vault.find(document).isEmpty()) return Optional.empty();
        return Optional.of(vault.open(document, by.doer(), "case " + id));
    }
}

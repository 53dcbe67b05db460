package sportello.web.room;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import sportello.casework.CaseFile;
import sportello.casework.CaseFile.PaperItem;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.casework.Cases.Sent;
import sportello.documents.PaperCheck;
import sportello.web.Frame;

/// Papers sent from a person's side during the meeting.
@RestController
class PartyPapers {

    private static final Set<String> WANTED = Set.of("ASKED", "ASKED_AGAIN");

    private final Cases cases;
    private final Visits visits;
    private final Appointments appointments;
    private final Templates templates;
    private final DataSize most;

    PartyPapers(Cases cases, Visits visits, Appointments appointments, Templates templates, LargestPaper largest) {
        this.cases = cases;
        this.visits = visits;
        this.appointments = appointments;
        this.templates = templates;
        this.most = largest.size();
    }

    long mostBytes() {
        return most.toBytes();
    }

    @GetMapping("/rooms/{ref}/papers")
    JteModel list(@PathVariable("ref") String ref, HttpServletRequest request, Frame frame) {
        return templates.roomPapersPiece(frame, of(frame, bound(ref, request), null));
    }

    @PostMapping("/rooms/{ref}/papers/{paper}")
    ResponseEntity<JteModel> send(
            @PathVariable("ref") String ref,
            @PathVariable("paper") String paper,
            @RequestParam("file") MultipartFile file,
            HttpServletRequest request,
            Frame frame)
            throws IOException {
        var visit = bound(ref, request);
        var received = Files.createTempFile("paper", null);
        try {
            file.transferTo(received);
            var sent = cases.sendPaper(caseOf(visit), paper, received, visit.actor());
            if (sent instanceof Sent.NotFound) throw Visits.unknown();
            var result = new Result(paper, said(frame, sent), sent instanceof Sent.Received);
            var piece = templates.roomPapersPiece(frame, of(frame, visit, result));
            return ResponseEntity.status(result.good() ? 200 : 422).body(piece);
        } finally {
            Files.deleteIfExists(received);
        }
    }

    private static String said(Frame frame, Sent sent) {
        return switch (sent) {
            case Sent.Received _ -> frame.say("room.paper.received");
            case Sent.Refused(var why) -> frame.say(why);
            case Sent.NotFound() -> "";
            case Sent.Unfit(PaperCheck.Verdict verdict) ->
                switch (verdict) {
                    case PaperCheck.Verdict.Fine _ -> "";
                    case PaperCheck.Verdict.Empty() -> frame.say("room.paper.empty");
                    case PaperCheck.Verdict.TooLarge(var bytes) ->
                        frame.say("room.paper.too-large", "most", bytes / 1_000_000);
                    case PaperCheck.Verdict.WrongType _ -> frame.say("room.paper.wrong-type");
                    case PaperCheck.Verdict.Damaged() -> frame.say("room.paper.damaged");
                    case PaperCheck.Verdict.Locked() -> frame.say("room.paper.locked");
                    case PaperCheck.Verdict.Active() -> frame.say("room.paper.active");
                };
        };
    }

    PapersView of(Frame frame, Visit visit, @Nullable Result result) {
        var file = cases.find(caseOf(visit), visit.actor());
        var party = file.stream()
                .flatMap(it -> it.papers().stream())
                .anyMatch(item -> item.of().equals(visit.entry().role()));
        var items = party ? file.map(CaseFile::papers).orElse(List.of()) : List.<PaperItem>of();
        var rows = items.stream().map(item -> row(frame, visit, item, result)).toList();
        var asked = items.stream()
                .filter(item -> WANTED.contains(item.state()))
                .map(item -> name(frame, visit, item.code()))
                .findFirst()
                .orElse(null);
        var elsewhere = visit.unrecorded() && rows.isEmpty();
        return new PapersView(rows, asked, elsewhere, elsewhere ? appointments.of(visit) : null);
    }

    private static PapersView.Row row(Frame frame, Visit visit, PaperItem item, @Nullable Result result) {
        var mine = result != null && result.paper().equals(item.code()) ? result : null;
        return new PapersView.Row(
                item.code(),
                name(frame, visit, item.code()),
                item.state(),
                "ASKED_AGAIN".equals(item.state()) ? item.reason() : null,
                item.copies().size(),
                visit.address() + "/papers/" + item.code(),
                !item.state().equals("ACCEPTED"),
                mine == null ? null : mine.said(),
                mine != null && mine.good());
    }

    static String name(Frame frame, Visit visit, String paper) {
        return PaperNames.of(frame, paper, visit.nameOf("delegator"), visit.nameOf("delegate"));
    }

    private Visit bound(String ref, HttpServletRequest request) {
        var visit = visits.at(ref, request);
        if (!visit.bound()) throw Visits.unknown();
        return visit;
    }

    private static CaseId caseOf(Visit visit) {
        return new CaseId(visit.room().plan().about());
    }

    /// What came of one sending.
    record Result(String paper, String said, boolean good) {}
}

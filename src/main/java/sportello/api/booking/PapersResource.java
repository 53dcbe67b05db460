package sportello.api.booking;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.FileBody;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.file.FileAnswer;
import sportello.api.file.Received;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.casework.Cases.Sent;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy;
import sportello.casework.Consultancy.Request;
import sportello.documents.DocumentId;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.partners.Needs;
import sportello.partners.Scope;

/// Papers of a studio's appointment, by the institutional channel (rule C10). Those of a recorded meeting are shown and
/// sent inside its room (rule D8).
@RestController
@RequestMapping("/api/v1/appointments/{appointment_id}/papers")
class PapersResource {

    private static final String PDF = "application/pdf";
    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";
    private static final String TIFF = "image/tiff";
    private static final String HEIC = "image/heic";
    private static final String HEIF = "image/heif";

    private final Bookings bookings;
    private final Consultancies consultancies;

    PapersResource(Bookings bookings, Consultancies consultancies) {
        this.bookings = bookings;
        this.consultancies = consultancies;
    }

    @Needs(Scope.APPOINTMENTS_READ)
    @Operation(
            id = "listPapers",
            summary = "The papers of a studio's appointment: what the office asked for and what was sent",
            tag = Operation.Tag.CONSULTANCY)
    @GetMapping
    Page<PaperView> all(Actor.Intermediary by, @PathVariable("appointment_id") @Sample(Samples.TALK) UUID id) {
        return Page.of(
                consultancy(id, by).requests().stream().map(PaperView::of).toList());
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "sendPaper",
            summary = "Sends a paper nobody asked for",
            about =
                    "The body is the file itself. It is judged by its content, whatever type is named; sent twice it is "
                            + "kept twice.",
            tag = Operation.Tag.CONSULTANCY,
            answers = 201,
            refuses = Kind.NOT_NOW)
    @PostMapping(consumes = {PDF, JPEG, PNG, TIFF, HEIC, HEIF})
    ResponseEntity<PaperView> send(
            Actor.Intermediary by,
            @PathVariable("appointment_id") @Sample(Samples.TALK) UUID id,
            @FileBody InputStream file)
            throws IOException {
        return kept(id, null, file, by);
    }

    @Needs(Scope.APPOINTMENTS_WRITE)
    @Operation(
            id = "sendCopy",
            summary = "Sends a paper that was asked for, or another copy of one",
            about =
                    "The body is the file itself. It is judged by its content, whatever type is named; sent twice it is "
                            + "kept twice.",
            tag = Operation.Tag.CONSULTANCY,
            answers = 201,
            refuses = Kind.NOT_NOW)
    @PostMapping(
            path = "/{paper_id}/copies",
            consumes = {PDF, JPEG, PNG, TIFF, HEIC, HEIF})
    ResponseEntity<PaperView> copy(
            Actor.Intermediary by,
            @PathVariable("appointment_id") @Sample(Samples.TALK) UUID id,
            @PathVariable("paper_id") @Sample(Samples.PAPER) UUID paper,
            @FileBody InputStream file)
            throws IOException {
        return kept(id, paper, file, by);
    }

    @Needs(Scope.APPOINTMENTS_READ)
    @Operation(id = "readCopy", summary = "A file that was sent", tag = Operation.Tag.CONSULTANCY)
    @GetMapping(
            path = "/{paper_id}/copies/{document_id}",
            produces = {PDF, JPEG, PNG, TIFF, HEIC, HEIF})
    ResponseEntity<InputStreamResource> read(
            Actor.Intermediary by,
            @PathVariable("appointment_id") @Sample(Samples.TALK) UUID id,
            @PathVariable("paper_id") @Sample(Samples.PAPER) UUID paper,
            @PathVariable("document_id") @Sample(Samples.COPY) UUID document)
            throws IOException {
        var consultancy = consultancy(id, by);
        var copy = consultancy.requests().stream()
                .filter(request -> request.id().equals(paper))
                .flatMap(request -> request.copies().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        var content = consultancies
                .openPaper(consultancy.id(), copy.document(), by)
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        var name = consultancy.reference().value() + ending(copy.mediaType());
        return FileAnswer.of(name, copy.mediaType(), copy.length(), content);
    }

    private static String ending(String mediaType) {
        var ending = mediaType.substring(mediaType.indexOf('/') + 1);
        return "." + (ending.equals("jpeg") ? "jpg" : ending);
    }

    private ResponseEntity<PaperView> kept(UUID id, @Nullable UUID paper, InputStream file, Actor.Intermediary by)
            throws IOException {
        var consultancy = consultancy(id, by);
        try (var received = Received.of(file)) {
            var content = received.files().getFirst().content();
            return switch (consultancies.sendPaper(consultancy.id(), paper, content, by)) {
                case Sent.Received(var document) -> created(id, document, by);
                case Sent.Unfit(var why) -> throw unfit(why);
                case Sent.Refused(var why) -> throw Problem.notNow(why);
                case Sent.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
            };
        }
    }

    private ResponseEntity<PaperView> created(UUID id, DocumentId document, Actor.Intermediary by) {
        var request = consultancy(id, by).requests().stream()
                .filter(each -> has(each, document))
                .findFirst()
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        var place = "/api/v1/appointments/" + id + "/papers/" + request.id() + "/copies/" + document.value();
        return ResponseEntity.created(URI.create(place)).body(PaperView.of(request));
    }

    private static boolean has(Request request, DocumentId document) {
        return request.copies().stream().anyMatch(copy -> copy.document().equals(document));
    }

    private Consultancy consultancy(UUID id, Actor.Intermediary by) {
        return bookings.own(new AppointmentId(id), by)
                .flatMap(appointment -> consultancies.ofAppointment(appointment.id(), by))
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    private static Problem unfit(PaperCheck.Verdict why) {
        return switch (why) {
            case PaperCheck.Verdict.Fine _ -> throw new IllegalArgumentException("Nothing is wrong with this file");
            case PaperCheck.Verdict.Empty() -> Problem.unfitFile("room.paper.empty", Map.of());
            case PaperCheck.Verdict.TooLarge(var bytes) ->
                Problem.unfitFile("room.paper.too-large", Map.of("most", bytes / 1_000_000));
            case PaperCheck.Verdict.WrongType _ -> Problem.unfitFile("room.paper.wrong-type", Map.of());
            case PaperCheck.Verdict.Damaged() -> Problem.unfitFile("room.paper.damaged", Map.of());
            case PaperCheck.Verdict.Locked() -> Problem.unfitFile("room.paper.locked", Map.of());
            case PaperCheck.Verdict.Active() -> Problem.unfitFile("room.paper.active", Map.of());
        };
    }
}

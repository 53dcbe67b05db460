package sportello.web.room;

import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.documents.DocumentId;
import sportello.identity.Actor;
import sportello.web.Frame;

/// The room from the official's side: the pictures, and beside them the panel, which comes again by itself.
@RestController
class OfficialRoomController {

    private final Cases cases;
    private final OfficialPages pages;

    OfficialRoomController(Cases cases, OfficialPages pages) {
        this.cases = cases;
        this.pages = pages;
    }

    @GetMapping("/office/cases/{id}/room")
    ResponseEntity<JteModel> room(@PathVariable("id") UUID id, Actor.Official by, Frame frame) {
        var file = pages.find(id, by);
        return pages.elsewhere(file)
                .map(place -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(place))
                        .<JteModel>build())
                .orElseGet(() -> ResponseEntity.ok(pages.whole(frame, file, by, null)));
    }

    @GetMapping("/office/cases/{id}/panel")
    ResponseEntity<JteModel> panel(@PathVariable("id") UUID id, Actor.Official by, Frame frame) {
        var file = pages.find(id, by);
        if (file.status().settled()) return ResponseEntity.noContent().build();
        return ResponseEntity.ok(pages.panel(frame, file, by, null));
    }

    /// A copy, beside the video: shown when the browser can show it safely, handed over as a file otherwise.
    @GetMapping("/office/cases/{id}/papers/{paper}/copies/{document}")
    ResponseEntity<InputStreamResource> copy(
            @PathVariable("id") UUID id,
            @PathVariable("paper") String paper,
            @PathVariable("document") UUID document,
            Actor.Official by)
            throws IOException {
        var copy = pages.find(id, by).paper(paper).stream()
                .flatMap(item -> item.copies().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(Visits::unknown);
        InputStream content =
                cases.openPaper(new CaseId(id), new DocumentId(document), by).orElseThrow(Visits::unknown);
        var type = MediaType.parseMediaType(copy.mediaType());
        var name = paper + "." + type.getSubtype();
        return ResponseEntity.ok()
                .contentType(type)
                .contentLength(copy.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new InputStreamResource(content));
    }
}

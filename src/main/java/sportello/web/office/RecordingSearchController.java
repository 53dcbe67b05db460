package sportello.web.office;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.CaseFile;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.Recordings;
import sportello.platform.Reference;
import sportello.web.Answer;
import sportello.web.Frame;

/// Finds a recording by the reference number that every message about the appointment carries.
@Controller
class RecordingSearchController {

    private final Bookings bookings;
    private final Cases cases;
    private final Recordings recordings;
    private final Templates templates;

    RecordingSearchController(Bookings bookings, Cases cases, Recordings recordings, Templates templates) {
        this.bookings = bookings;
        this.cases = cases;
        this.recordings = recordings;
        this.templates = templates;
    }

    @GetMapping("/office/recordings")
    ResponseEntity<JteModel> ask(Frame frame, Actor.Official official) {
        if (!official.may(Right.PLAY_RECORDINGS)) throw Answer.unknown();
        return ResponseEntity.ok(templates.officeRecordings(frame, "", false));
    }

    @PostMapping("/office/recordings")
    ResponseEntity<JteModel> look(
            Frame frame, Actor.Official official, @RequestParam(defaultValue = "") String reference) {
        if (!official.may(Right.PLAY_RECORDINGS)) throw Answer.unknown();
        return find(reference, official)
                .map(file -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, "/office/cases/" + file.id() + "/recording")
                        .<JteModel>build())
                .orElseGet(() -> ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .body(templates.officeRecordings(frame, reference, true)));
    }

    private Optional<CaseFile> find(String typed, Actor.Official official) {
        return reference(typed)
                .flatMap(bookings::find)
                .map(Appointment::id)
                .flatMap(id -> cases.ofAppointment(id, official))
                .filter(file -> recordings.about(file.id().value()).isPresent());
    }

    private static Optional<Reference> reference(String typed) {
        try {
            return Optional.of(Reference.parse(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

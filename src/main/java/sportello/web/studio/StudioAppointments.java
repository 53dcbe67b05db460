package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Displacements;
import sportello.casework.Cases.Sent;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy;
import sportello.documents.DocumentId;
import sportello.identity.Actor;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;
import sportello.web.citizen.StudioSide;

/// One appointment of a studio: how to meet, what the office said, papers through the institutional channel and no
/// other (rule C10).
@RestController
class StudioAppointments implements StudioSide {

    private final Bookings bookings;
    private final Consultancies consultancies;
    private final Displacements displacements;
    private final Turns turns;
    private final Templates templates;

    StudioAppointments(
            Bookings bookings,
            Consultancies consultancies,
            Displacements displacements,
            Turns turns,
            Templates templates) {
        this.bookings = bookings;
        this.consultancies = consultancies;
        this.displacements = displacements;
        this.turns = turns;
        this.templates = templates;
    }

    @Override
    public JteModel appointment(Frame frame, Actor.Intermediary by, Appointment appointment, String news) {
        return page(frame, by, appointment, news, Errors.NONE, "");
    }

    @Override
    public JteModel cancellation(Frame frame, Actor.Intermediary by, Appointment appointment) {
        return templates.studioCancellation(frame, turns.of(frame, by, appointment));
    }

    @Override
    public JteModel refused(Frame frame, Appointment appointment, String reason) {
        return templates.studioRefused(
                frame,
                new StudioRefusal(
                        reason, "/appointments/" + appointment.id(), frame.say("studio.refused.appointment"), null));
    }

    @GetMapping("/appointments/{id}/papers")
    ResponseEntity<?> papers(Actor.Intermediary by, @PathVariable UUID id) {
        own(by, id);
        return Answer.goTo("/appointments/" + id + "#papers");
    }

    @PostMapping("/appointments/{id}/papers")
    ResponseEntity<?> send(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID request,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        var appointment = own(by, id);
        var consultancy = consultancies.ofAppointment(appointment.id(), by).orElseThrow(Answer::unknown);
        var field = "file-" + (request == null ? "new" : request);
        try (var attached = Attached.receive(files)) {
            if (!attached.any()) return again(frame, by, appointment, request, new Problem(field, "studio.paper.none"));
            return switch (consultancies.sendPaper(consultancy.id(), request, attached.first(), by)) {
                case Sent.Received _ -> Answer.goTo("/appointments/" + id + "?sent#papers");
                case Sent.Unfit(var why) -> {
                    var said = FileProblems.unfit(attached.uploads().getFirst().name(), why);
                    yield again(
                            frame,
                            by,
                            appointment,
                            request,
                            new Problem(field, said.key(), said.brief(), said.facts()));
                }
                case Sent.Refused(var why) ->
                    again(frame, by, appointment, request, new Problem(field, why, why, Map.of()));
                case Sent.NotFound() -> throw Answer.unknown();
            };
        }
    }

    @GetMapping("/appointments/{id}/papers/{document}")
    ResponseEntity<?> copy(Actor.Intermediary by, @PathVariable UUID id, @PathVariable UUID document)
            throws IOException {
        var appointment = own(by, id);
        var consultancy = consultancies.ofAppointment(appointment.id(), by).orElseThrow(Answer::unknown);
        var copy = consultancy.requests().stream()
                .flatMap(request -> request.copies().stream())
                .filter(each -> each.document().value().equals(document))
                .findFirst()
                .orElseThrow(Answer::unknown);
        var content = consultancies
                .openPaper(consultancy.id(), new DocumentId(document), by)
                .orElseThrow(Answer::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(copy.mediaType()))
                .contentLength(copy.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name(consultancy, copy))
                                .build()
                                .toString())
                .body(new InputStreamResource(content));
    }

    private static String name(Consultancy consultancy, Consultancy.Copy copy) {
        var ending = copy.mediaType().substring(copy.mediaType().indexOf('/') + 1);
        return consultancy.reference().value() + "." + (ending.equals("jpeg") ? "jpg" : ending);
    }

    private Appointment own(Actor.Intermediary by, UUID id) {
        return bookings.own(new AppointmentId(id), by).orElseThrow(Answer::unknown);
    }

    private ResponseEntity<JteModel> again(
            Frame frame, Actor.Intermediary by, Appointment appointment, @Nullable UUID request, Problem problem) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                .body(page(
                        frame,
                        by,
                        appointment,
                        "",
                        Errors.of(frame, List.of(problem)),
                        request == null ? "new" : request.toString()));
    }

    private JteModel page(
            Frame frame,
            Actor.Intermediary by,
            Appointment appointment,
            String news,
            Errors errors,
            String wrongPaper) {
        var turn = turns.of(frame, by, appointment);
        return templates.studioAppointment(
                frame,
                new StudioTurn(
                        turn,
                        turn.movable()
                                && !displacements.asked(List.of(appointment)).isEmpty(),
                        news.isEmpty() ? null : frame.say("studio.told." + news),
                        !news.equals("already") && !news.equals("settled") && !news.equals("late"),
                        errors,
                        wrongPaper,
                        turn.questions().isEmpty()
                                ? "/questions"
                                : "/questions/" + turn.questions().getFirst().id()));
    }
}

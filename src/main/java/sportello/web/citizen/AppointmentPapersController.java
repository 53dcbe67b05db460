package sportello.web.citizen;

import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.notification.CalendarFile;
import sportello.notification.FormAa08;

/// What a person takes away from an appointment: the calendar file and the prefilled form.
@Controller
class AppointmentPapersController {

    private final Bookings bookings;
    private final CalendarFile calendar;
    private final FormAa08 form;

    AppointmentPapersController(Bookings bookings, CalendarFile calendar, FormAa08 form) {
        this.bookings = bookings;
        this.calendar = calendar;
        this.form = form;
    }

    @GetMapping("/appointments/{id}/calendar.ics")
    ResponseEntity<byte[]> calendar(@PathVariable UUID id, Actor.Booker booker, Locale language) {
        return file(
                id,
                booker,
                "appuntamento.ics",
                MediaType.parseMediaType("text/calendar; charset=utf-8"),
                a -> calendar.of(a, language));
    }

    @GetMapping("/appointments/{id}/form-aa08.pdf")
    ResponseEntity<byte[]> form(@PathVariable UUID id, Actor.Citizen citizen) {
        return file(id, citizen, "modulo-AA08.pdf", MediaType.APPLICATION_PDF, a -> form.filled(a, Locale.ITALIAN));
    }

    private ResponseEntity<byte[]> file(
            UUID id,
            Actor.Booker booker,
            String name,
            MediaType type,
            java.util.function.Function<Appointment, byte[]> content) {
        return bookings.own(new AppointmentId(id), booker)
                .map(appointment -> ResponseEntity.ok()
                        .contentType(type)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(name)
                                        .build()
                                        .toString())
                        .body(content.apply(appointment)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

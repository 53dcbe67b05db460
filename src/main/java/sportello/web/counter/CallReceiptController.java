package sportello.web.counter;

import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.Appointment;
import sportello.identity.Actor;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.platform.PublicAddress;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Needs;

/// The receipt given in hand at the front desk. No code stands on it (rule D13).
@RestController
class CallReceiptController {

    private final Callers callers;
    private final CallAppointments appointments;
    private final Services services;
    private final Offices offices;
    private final PublicAddress address;

    CallReceiptController(
            Callers callers, CallAppointments appointments, Services services, Offices offices, PublicAddress address) {
        this.callers = callers;
        this.appointments = appointments;
        this.services = services;
        this.offices = offices;
        this.address = address;
    }

    @GetMapping("/office/calls/{call}/appointments/{id}/receipt.pdf")
    ResponseEntity<byte[]> print(Frame frame, Actor.Official by, @PathVariable UUID call, @PathVariable UUID id)
            throws IOException {
        var caller = callers.looking(call, by, "receipt");
        if (!caller.atTheDesk()) throw Answer.unknown();
        var appointment = appointments.touched(caller, id).appointment();
        if (appointment.status() != Appointment.Status.BOOKED) throw Answer.unknown();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename("ricevuta.pdf")
                                .build()
                                .toString())
                .body(sheet(frame.in(language(caller), "counter"), caller, appointment));
    }

    /// Rule G11: theirs, not the official's.
    private static Locale language(Caller caller) {
        return Locale.of(caller.person().contacts().language());
    }

    private byte[] sheet(Frame frame, Caller caller, Appointment appointment) throws IOException {
        var policy = services.policy(appointment.service());
        var matter = appointment.matter();
        var delegator = matter.get("delegator.given_name");
        try (var sheet = new TaggedSheet(frame.say("counter.receipt.title"), frame.language())) {
            sheet.title(frame.say("counter.receipt.title"));
            sheet.fact(frame.say("counter.receipt.name"), caller.person().fullName());
            sheet.fact(frame.say("counter.receipt.service"), frame.say("service." + policy.code() + ".name"));
            sheet.fact(frame.say("counter.receipt.when"), frame.dayAndHour(appointment.startsAt()));
            sheet.fact(frame.say("counter.office"), appointments.office(appointment));
            sheet.fact(
                    frame.say("counter.reference.word"), appointment.reference().spoken());
            if (!delegator.isEmpty())
                sheet.fact(frame.say("counter.delegator"), delegator + " " + matter.get("delegator.family_name"));
            var needs = Needs.of(policy, matter);
            if (!needs.isEmpty()) sheet.heading(frame.say("counter.receipt.bring"));
            for (var need : needs) sheet.paragraph(frame.say("appointment.need." + need, "name", delegator));
            sheet.heading(frame.say("counter.receipt.enter"));
            boolean identity = policy.parties().stream()
                    .anyMatch(party -> party.entersWith().equals("identity"));
            sheet.paragraph(frame.say(
                    identity ? "counter.receipt.enter.text" : "counter.receipt.enter.other",
                    "address",
                    address.base().toString()));
            sheet.paragraph(frame.say("counter.receipt.code"));
            sheet.paragraph(frame.say("counter.receipt.change"));
            sheet.paragraph(
                    frame.say("counter.receipt.printed", "day", frame.day(frame.today()), "office", office(caller)));
            return sheet.bytes();
        }
    }

    private String office(Caller caller) {
        return offices.find(caller.official().office()).map(Office::name).orElse("");
    }
}

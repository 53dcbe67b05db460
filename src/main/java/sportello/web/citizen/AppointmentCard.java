package sportello.web.citizen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import sportello.booking.Appointment;
import sportello.booking.Appointment.Status;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;
import sportello.web.Frame;
import sportello.web.NeedWords;

/// An appointment as its person sees it.
///
/// @param delegator given name of who delegates
/// @param enter the room's address, empty when it cannot be entered (over, given up)
/// @param title for the day itself: "Bruno, tra 20 minuti …"
/// @param waiting whether the waiting room is open, in words
/// @param asked whether the office, which cannot be there, asked to choose another hour
/// @param helped in which language and with which aids, empty for none
/// @param needs what to have at hand: codes of `appointment.need.…`
public record AppointmentCard(
        String id,
        Instant startsAt,
        String when,
        String service,
        String delegator,
        String reference,
        boolean booked,
        String status,
        boolean today,
        boolean waitingOpen,
        String waiting,
        String title,
        String minutes,
        String enter,
        boolean movable,
        boolean asked,
        String helped,
        List<String> needs) {

    static AppointmentCard of(
            Frame frame,
            Appointment appointment,
            ServicePolicy policy,
            String enter,
            boolean asked,
            String personName) {
        var now = frame.now();
        var startsAt = appointment.startsAt();
        var opens = startsAt.minus(policy.waitingOpensBefore());
        var booked = appointment.status() == Status.BOOKED;
        var open = booked && !now.isBefore(opens);
        var delegator = appointment.matter().get("delegator.given_name");
        return new AppointmentCard(
                appointment.id().toString(),
                startsAt,
                frame.upper(frame.dayAndHour(startsAt)),
                frame.say("service." + policy.code() + ".short"),
                delegator,
                appointment.reference().spoken(),
                booked,
                frame.say("appointment.status." + appointment.status().name().toLowerCase(Locale.ROOT)),
                booked && ProductClock.inRome(startsAt).toLocalDate().equals(frame.today()),
                open,
                open
                        ? frame.say("appointment.waiting.open")
                        : frame.say("appointment.waiting.from", "when", frame.soon(opens)),
                title(frame, startsAt, personName),
                String.valueOf(Duration.between(startsAt, appointment.endsAt()).toMinutes()),
                booked ? enter : "",
                booked && now.isBefore(startsAt),
                asked && booked && now.isBefore(startsAt),
                NeedWords.said(frame, appointment.matter().needs()),
                Needs.of(policy, appointment.matter()));
    }

    private static String title(Frame frame, Instant startsAt, String name) {
        var minutes = Math.ceilDiv(Duration.between(frame.now(), startsAt).toSeconds(), 60);
        if (minutes <= 0) return frame.say("appointment.title.now", "name", name);
        if (minutes <= 60) return frame.say("appointment.title.minutes", "name", name, "minutes", minutes);
        return frame.say("appointment.title.today", "name", name, "hour", frame.hour(startsAt));
    }
}

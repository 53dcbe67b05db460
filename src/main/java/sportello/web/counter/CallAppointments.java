package sportello.web.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.notification.MessageFate;
import sportello.notification.Messages;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.counter.Reach.Seen;

/// A caller's appointment as their agent sees it. Codes are never among what is shown (rule D13).
@Component
class CallAppointments {

    private static final Actor.System ITSELF = new Actor.System("reception");

    private final Reach reach;
    private final Cases cases;
    private final Rooms rooms;
    private final Messages messages;
    private final Offices offices;
    private final Services services;

    CallAppointments(Reach reach, Cases cases, Rooms rooms, Messages messages, Offices offices, Services services) {
        this.reach = reach;
        this.cases = cases;
        this.rooms = rooms;
        this.messages = messages;
        this.offices = offices;
        this.services = services;
    }

    /// 404 for somebody else's, and for one in which the agent is a party (rule G13).
    Seen seen(Caller caller, UUID id) {
        return reach.own(caller, new AppointmentId(id)).orElseThrow(Answer::unknown);
    }

    /// The same, when it may also be moved, given up and sent again.
    Seen touched(Caller caller, UUID id) {
        var seen = seen(caller, id);
        if (!reach.touches(caller, seen.appointment())) throw Answer.unknown();
        return seen;
    }

    CallAppointmentPage page(Frame frame, Caller caller, Appointment appointment, @Nullable String told, boolean good) {
        var booked = appointment.status() == Appointment.Status.BOOKED;
        boolean touches = reach.touches(caller, appointment);
        var delegator = (appointment.matter().get("delegator.given_name") + " "
                        + appointment.matter().get("delegator.family_name"))
                .strip();
        return new CallAppointmentPage(
                caller.bar(frame),
                caller.address() + "/appointments/" + appointment.id(),
                told,
                good,
                frame.say("service." + appointment.service() + ".name"),
                frame.upper(frame.dayAndHour(appointment.startsAt())),
                office(appointment),
                appointment.reference().spoken(),
                frame.say("appointment.status." + appointment.status().name().toLowerCase(Locale.ROOT)),
                MobileNumber.masked(appointment.matter().get("contact.mobile")),
                delegator,
                identityNeeded(appointment),
                booked && touches && frame.now().isBefore(appointment.startsAt()),
                touches ? null : frame.say("counter.elsewhere", "office", office(appointment)),
                booked && touches ? entrances(frame, caller, appointment) : List.of(),
                messages.about(appointment.id()).stream()
                        .map(fate -> sent(frame, fate))
                        .toList());
    }

    String office(Appointment appointment) {
        return offices.counter(appointment.counter()).map(Counter::officeName).orElse("");
    }

    private boolean identityNeeded(Appointment appointment) {
        return services.find(appointment.service()).stream()
                .flatMap(policy -> policy.parties().stream())
                .anyMatch(party -> party.entersWith().equals("identity"));
    }

    /// The caller's own entry, and the delegator's.
    List<Entry> entries(Caller caller, Appointment appointment) {
        return cases
                .ofAppointment(appointment.id(), ITSELF)
                .flatMap(file -> rooms.about(file.id().value()))
                .map(room -> rooms.entries(room.id()))
                .orElse(List.of())
                .stream()
                .filter(entry -> !entry.byLogin())
                .filter(entry -> caller.person().id().equals(entry.person())
                        || entry.role().equals("delegator"))
                .toList();
    }

    private List<CallAppointmentPage.Entrance> entrances(Frame frame, Caller caller, Appointment appointment) {
        var all = new ArrayList<CallAppointmentPage.Entrance>();
        for (var entry : entries(caller, appointment)) {
            var field = entry.person() == null ? "delegator.mobile" : "contact.mobile";
            var number = Optional.of(appointment.matter().get(field)).filter(text -> !text.isEmpty());
            number.ifPresent(to -> all.add(new CallAppointmentPage.Entrance(
                    entry.id().value().toString(),
                    entry.name(),
                    frame.say("counter.code.to", "mobile", MobileNumber.masked(to)))));
        }
        return List.copyOf(all);
    }

    private static CallAppointmentPage.Sent sent(Frame frame, MessageFate fate) {
        var at = Optional.ofNullable(fate.deliveredAt())
                .or(() -> Optional.ofNullable(fate.handedOverAt()))
                .orElse(fate.writtenAt());
        return new CallAppointmentPage.Sent(
                frame.say("counter.sent.what." + SentWords.what(fate.template())),
                frame.say("counter.sent.how." + SentWords.how(fate.kind())),
                frame.say("counter.sent.state." + SentWords.state(fate.state())),
                frame.soon(at),
                fate.state().equals("DELIVERED"),
                fate.state().equals("FAILED"));
    }
}

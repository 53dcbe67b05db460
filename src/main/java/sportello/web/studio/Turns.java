package sportello.web.studio;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.Questions;
import sportello.invitations.Invitation;
import sportello.invitations.Invitations;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.offices.Venue;
import sportello.platform.ProductClock;
import sportello.web.Frame;

/// Puts together what a studio's member sees of an appointment.
@Component
class Turns {

    private final Consultancies consultancies;
    private final Invitations invitations;
    private final Questions questions;
    private final Cassetti cassetti;
    private final Services services;
    private final Offices offices;
    private final People people;
    private final Rooms rooms;

    Turns(
            Consultancies consultancies,
            Invitations invitations,
            Questions questions,
            Cassetti cassetti,
            Services services,
            Offices offices,
            People people,
            Rooms rooms) {
        this.consultancies = consultancies;
        this.invitations = invitations;
        this.questions = questions;
        this.cassetti = cassetti;
        this.services = services;
        this.offices = offices;
        this.people = people;
        this.rooms = rooms;
    }

    StudioAppointment of(Frame frame, Actor.Intermediary by, Appointment appointment) {
        var consultancy = consultancies.ofAppointment(appointment.id(), by).orElse(null);
        var policy = services.policy(appointment.service());
        var stage = Stage.of(appointment, consultancy);
        var booked = appointment.status() == Appointment.Status.BOOKED
                && (stage == Stage.TO_EVALUATE
                        || stage == Stage.ACCEPTED
                        || stage == Stage.PAPERS
                        || stage == Stage.TALKING);
        var startsAt = appointment.startsAt();
        var position = position(appointment).flatMap(id -> cassetti.position(id, by));
        var mobile = MobileNumber.readable(appointment.matter().get(Lit.MOBILE));
        var meeting = booked ? meeting(frame, by, policy, consultancy, mobile) : Meeting.NONE;
        return new StudioAppointment(
                appointment.id().toString(),
                startsAt,
                frame.upper(frame.dayAndHour(startsAt)),
                String.valueOf(Duration.between(startsAt, appointment.endsAt()).toMinutes()),
                booked && ProductClock.inRome(startsAt).toLocalDate().equals(frame.today()),
                booked,
                booked && frame.now().isBefore(startsAt),
                frame.say("service." + policy.code() + ".short"),
                frame.say("service." + policy.code() + ".point"),
                offices.find(appointment.office()).map(Office::name).orElse(""),
                position.map(found -> found.name()).orElse(""),
                position.map(found -> "/cassetti/" + Slugs.of(found.cassetto()) + "/positions/" + found.id())
                        .orElse(""),
                position.map(found -> found.code()).orElse(""),
                appointment.reference().spoken(),
                stage,
                stage.word(frame),
                stage.lead(frame),
                meeting.text(),
                meeting.icon(),
                meeting.join(),
                meeting.teams(),
                meeting.joinText(),
                consultancy == null
                        ? List.of()
                        : consultancy.requests().stream()
                                .filter(request -> request.state() != Consultancy.Request.State.WITHDRAWN)
                                .map(request -> paper(frame, appointment, request))
                                .toList(),
                consultancy != null && stage != Stage.GIVEN_UP && stage != Stage.DECLINED,
                questions.about(appointment.id(), by).stream()
                        .map(question -> new StudioAppointment.About(
                                question.id().toString(), question.subject(), question.protocol()))
                        .toList(),
                consultancy == null
                        ? List.of()
                        : consultancy.messages().stream()
                                .filter(message ->
                                        !message.undone() && !message.text().isBlank())
                                .map(message -> new StudioAppointment.Said(
                                        frame.say("studio.message."
                                                + message.kind().name().toLowerCase(Locale.ROOT)),
                                        message.text(),
                                        message.at(),
                                        frame.soon(message.at())))
                                .toList(),
                consultancy == null || consultancy.ending() == null
                        ? null
                        : blankToNull(consultancy.ending().ending().summary()),
                appointment.matter().get(Lit.NOTE),
                mobile,
                people.find(appointment.bookedBy()).map(Person::fullName).orElse(""));
    }

    /// @param join where to enter, empty when there is nothing to press
    private record Meeting(String text, String icon, String join, boolean teams, String joinText) {
        static final Meeting NONE = new Meeting("", "it-info-circle", "", false, "");
    }

    private Meeting meeting(
            Frame frame,
            Actor.Intermediary by,
            ServicePolicy policy,
            @Nullable Consultancy consultancy,
            String mobile) {
        Venue venue = consultancy == null ? null : consultancy.venue();
        if (consultancy == null || venue == null)
            return new Meeting(frame.say("studio.venue.to_agree", "mobile", mobile), "it-telephone", "", false, "");
        return switch (venue) {
            case TEAMS -> {
                var link = invitations
                        .of(consultancy.id())
                        .filter(sent -> sent.venue() == Venue.TEAMS)
                        .map(Invitation::joinLink)
                        .orElse(null);
                yield link == null
                        ? new Meeting(frame.say("studio.venue.teams.soon"), "it-video", "", false, "")
                        : new Meeting(
                                frame.say("studio.venue.teams"),
                                "it-video",
                                link,
                                true,
                                frame.say("studio.venue.teams.enter"));
            }
            case PHONE -> new Meeting(frame.say("studio.venue.phone", "mobile", mobile), "it-telephone", "", false, "");
            case OWN_ROOM -> {
                var opens = consultancy.startsAt().minus(policy.waitingOpensBefore());
                var mine = by.person().equals(consultancy.bookedBy());
                yield new Meeting(
                        mine
                                ? frame.say("studio.venue.own_room", "when", frame.soon(opens))
                                : frame.say(
                                        "studio.venue.own_room.colleague",
                                        "who",
                                        consultancy.bookedByName(),
                                        "when",
                                        frame.soon(opens)),
                        "it-video",
                        door(consultancy, by).orElse(""),
                        false,
                        frame.say("appointment.enter"));
            }
        };
    }

    private Optional<String> door(Consultancy consultancy, Actor.Intermediary by) {
        return rooms.entries(consultancy.room()).stream()
                .filter(entry -> by.person().equals(entry.person()))
                .map(Entry::publicRef)
                .findFirst()
                .map(ref -> "/rooms/" + ref.value());
    }

    private static StudioAppointment.Paper paper(Frame frame, Appointment appointment, Consultancy.Request request) {
        var state = request.state();
        return new StudioAppointment.Paper(
                request.id().toString(),
                request.what().isBlank() ? frame.say("studio.paper.unasked") : request.what(),
                request.asked(),
                state.open(),
                frame.say("studio.paper." + state.name().toLowerCase(Locale.ROOT)),
                switch (state) {
                    case ASKED, ASKED_AGAIN -> "is-warn";
                    case SENT -> "is-now";
                    case ACCEPTED -> "is-ok";
                    case WITHDRAWN -> "";
                },
                switch (state) {
                    case ASKED, ASKED_AGAIN -> "it-upload";
                    case SENT -> "it-clock";
                    case ACCEPTED -> "it-check";
                    case WITHDRAWN -> "it-minus-circle";
                },
                request.until() == null || !state.open() ? null : frame.day(request.until()),
                state == Consultancy.Request.State.ASKED_AGAIN ? request.reason() : null,
                request.copies().stream()
                        .map(copy -> new StudioAppointment.Copy(
                                "/appointments/" + appointment.id() + "/papers/" + copy.document(),
                                frame.say(
                                        "studio.paper.copy",
                                        "when",
                                        frame.soon(copy.at()),
                                        "size",
                                        QuestionController.size(frame, copy.length()))))
                        .toList());
    }

    private static Optional<PositionId> position(Appointment appointment) {
        try {
            return Optional.of(
                    new PositionId(UUID.fromString(appointment.matter().get("position"))));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}

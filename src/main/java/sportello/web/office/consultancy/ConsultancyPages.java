package sportello.web.office.consultancy;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy;
import sportello.casework.Triage;
import sportello.identity.Actor;
import sportello.identity.MobileNumber;
import sportello.identity.Right;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Mandate;
import sportello.intermediaries.Question;
import sportello.intermediaries.Questions;
import sportello.invitations.Invitation;
import sportello.invitations.Invitations;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.office.Fates;
import sportello.web.office.consultancy.ConsultancyPage.Turn;

/// Puts the file of a consultancy together: the case, the questions it is about, the position, who is who.
@Component
class ConsultancyPages {

    static final Errors FINE = new Errors(List.of());
    private static final Duration SOON = Duration.ofMinutes(15);
    private static final int HOURS_OFFERED = 6;

    private final Consultancies consultancies;
    private final Questions questions;
    private final Cassetti cassetti;
    private final Invitations invitations;
    private final Bookings bookings;
    private final Agenda agenda;
    private final Services services;
    private final Offices offices;
    private final Names names;
    private final Fates fates;
    private final Templates templates;

    ConsultancyPages(
            Consultancies consultancies,
            Questions questions,
            Cassetti cassetti,
            Invitations invitations,
            Bookings bookings,
            Agenda agenda,
            Services services,
            Offices offices,
            Names names,
            Fates fates,
            Templates templates) {
        this.consultancies = consultancies;
        this.questions = questions;
        this.cassetti = cassetti;
        this.invitations = invitations;
        this.bookings = bookings;
        this.agenda = agenda;
        this.services = services;
        this.offices = offices;
        this.names = names;
        this.fates = fates;
        this.templates = templates;
    }

    Consultancy find(UUID id, Actor.Official by) {
        return consultancies.find(new CaseId(id), by).orElseThrow(Answer::unknown);
    }

    ResponseEntity<JteModel> page(Frame frame, UUID id, Actor.Official by, @Nullable String done) {
        return ResponseEntity.ok(
                templates.officeConsultancy(frame, view(frame, find(id, by), by, Typed.NOTHING, FINE, done)));
    }

    /// The same page with what was typed and what is wrong with it.
    ResponseEntity<JteModel> again(Frame frame, UUID id, Actor.Official by, Typed typed, Errors errors) {
        return ResponseEntity.unprocessableContent()
                .body(templates.officeConsultancy(frame, view(frame, find(id, by), by, typed, errors, null)));
    }

    private ConsultancyPage view(
            Frame frame, Consultancy file, Actor.Official by, Typed typed, Errors errors, @Nullable String done) {
        var known = names.forThisPage();
        var appointment = bookings.find(file.appointment()).orElseThrow();
        var asked = questions.about(file.appointment(), by);
        var mine = by.staff().equals(file.inCharge());
        var mayAct = mine || file.inCharge() == null;
        var turn = turn(file, mine, mayAct, frame.now());
        var phone = appointment.matter().get("contact.mobile");
        return new ConsultancyPage(
                file,
                mark(file, frame.today()),
                turn,
                mayAct,
                mine,
                LocalDate.ofInstant(file.startsAt(), ProductClock.ROME).equals(frame.today()),
                mayAct
                        && file.status() == CaseFile.Status.PREPARED
                        && !frame.now().isBefore(file.startsAt()),
                offices.find(file.office()).map(Office::name).orElse(""),
                known.studio(file.party()),
                phone,
                MobileNumber.readable(phone),
                appointment.matter().get("contact.email"),
                appointment.matter().get("note"),
                asked,
                standing(file, asked, by, frame.today()),
                staff(file, known),
                file.status() == CaseFile.Status.PREPARED && (mayAct || by.may(Right.MANAGE_OFFICE))
                        ? colleagues(file, by)
                        : List.of(),
                places(file),
                earlier(file, by, frame.today()),
                turn == Turn.CLOSE ? hours(file, appointment, frame.now()) : List.of(),
                invitations.of(file.id()).map(ConsultancyPages::sent).orElse(null),
                fates.about(frame, file.appointment()),
                frame.today(),
                papersBy(file, frame.today()),
                typed,
                errors,
                done,
                IdempotencyKey.next().value().toString());
    }

    private static Mark mark(Consultancy file, LocalDate today) {
        var awaited = file.requests().stream()
                .filter(request -> request.state().open())
                .toList();
        var until = awaited.stream()
                .map(Consultancy.Request::until)
                .filter(Objects::nonNull)
                .min(LocalDate::compareTo)
                .orElse(null);
        return Mark.of(file.status(), file.triage(), awaited.size(), until, file.venue(), file.toComplete(), today);
    }

    static Turn turn(Consultancy file, boolean mine, boolean mayAct, Instant now) {
        if (file.status().settled()) return file.toComplete() && mayAct ? Turn.COMPLETE : Turn.OVER;
        if (!mayAct) return Turn.THEIRS;
        if (!mine) return Turn.TAKE;
        if (file.status() != CaseFile.Status.PREPARED) return Turn.CLOSE;
        if (file.triage() == Triage.TO_EVALUATE) return Turn.JUDGE;
        if (file.triage() == Triage.PAPERS_ASKED) return file.waitsForPapers() ? Turn.WAIT_FOR_PAPERS : Turn.JUDGE;
        if (file.venue() == null) return Turn.AGREE;
        return now.isBefore(file.startsAt().minus(SOON)) ? Turn.READY : Turn.START;
    }

    private ConsultancyPage.@Nullable Standing standing(
            Consultancy file, List<Question> asked, Actor.Official by, LocalDate today) {
        if (asked.isEmpty()) return null;
        var position = asked.getFirst().position();
        var mandate = cassetti.mandates(position.id(), by).stream()
                .filter(each -> each.studio().equals(file.party()))
                .toList();
        var active = mandate.stream().filter(each -> each.activeOn(today)).findFirst();
        Mandate shown = active.orElseGet(() -> mandate.isEmpty() ? null : mandate.getFirst());
        return new ConsultancyPage.Standing(
                position, offices.find(position.office()).map(Office::name).orElse(""), shown, active.isPresent());
    }

    private static Map<UUID, String> staff(Consultancy file, Names.Known known) {
        var met = new ArrayList<@Nullable UUID>();
        met.add(file.inCharge());
        met.add(file.official());
        file.charges().forEach(charge -> {
            met.add(charge.staff());
            met.add(charge.by());
        });
        Stream.of(
                        file.messages().stream().map(Consultancy.Message::official),
                        file.contacts().stream().map(Consultancy.Contacted::official),
                        file.venueHistory().stream().map(Consultancy.Agreed::official))
                .flatMap(each -> each)
                .forEach(met::add);
        if (file.ending() != null) met.add(file.ending().official());
        var all = new HashMap<UUID, String>();
        for (var one : met) if (one != null) all.put(one, known.staff(one));
        return Map.copyOf(all);
    }

    private List<ConsultancyPage.Colleague> colleagues(Consultancy file, Actor.Official by) {
        return consultancies.colleagues(file.id(), by).stream()
                .map(each -> new ConsultancyPage.Colleague(each.id(), each.name(), each.roleName()))
                .toList();
    }

    private List<ConsultancyPage.Place> places(Consultancy file) {
        var offered = services.policy(file.service()).venues();
        var possible = invitations.possible(file.office(), file.unit());
        var places = offered.stream()
                .map(venue -> new ConsultancyPage.Place(
                        venue.name(),
                        venue == offered.getFirst(),
                        venue == Venue.PHONE || possible.contains(venue),
                        venue == file.venue()))
                .toList();
        if (file.venue() != null) return places;
        var first = places.stream().filter(ConsultancyPage.Place::possible).findFirst();
        return places.stream()
                .map(place -> new ConsultancyPage.Place(
                        place.venue(),
                        place.preferred(),
                        place.possible(),
                        first.isPresent()
                                && place == first.get()
                                && !place.venue().equals(Venue.PHONE.name())))
                .toList();
    }

    private static ConsultancyPage.Sent sent(Invitation invitation) {
        var trouble = invitation.trouble();
        var stage = invitation.stage();
        return new ConsultancyPage.Sent(
                invitation.mailbox(),
                "venue.invitation."
                        + (trouble != null && stage == Invitation.Stage.WAITING ? Invitation.Stage.REFUSED : stage),
                trouble != null ? "is-bad" : stage == Invitation.Stage.SENT ? "is-ok" : "is-now",
                trouble != null ? "it-error" : stage == Invitation.Stage.SENT ? "it-check" : "it-clock",
                invitation.joinLink(),
                invitation.sentAt(),
                trouble == null ? null : "invitation.trouble." + trouble.code(),
                trouble == null || trouble.nextTry() == null ? null : minutesTo(trouble.nextTry()),
                trouble != null);
    }

    /// What is sent over the wire goes by the machine's clock.
    private static long minutesTo(Instant at) {
        return Math.max(0, Duration.between(Instant.now(), at).toMinutes());
    }

    private List<ConsultancyPage.Earlier> earlier(Consultancy file, Actor.Official by, LocalDate today) {
        return consultancies.history(file.id(), by).stream()
                .map(past -> new ConsultancyPage.Earlier(
                        past.id().value(),
                        past.startsAt(),
                        "service." + past.service() + ".short",
                        past.reference().spoken(),
                        Mark.of(past.status(), Triage.ACCEPTED, 0, null, past.venue(), false, today),
                        past.summary().orElse("")))
                .toList();
    }

    private List<ConsultancyPage.Hour> hours(Consultancy file, Appointment appointment, Instant now) {
        return agenda
                .nearest(file.service(), appointment.counter(), now.plus(Duration.ofHours(1)), HOURS_OFFERED, now)
                .stream()
                .map(slot -> new ConsultancyPage.Hour(slot.startsAt().toString(), slot.startsAt()))
                .toList();
    }

    /// The day before the appointment, or today when that has passed.
    private static LocalDate papersBy(Consultancy file, LocalDate today) {
        var before = LocalDate.ofInstant(file.startsAt(), ProductClock.ROME).minusDays(1);
        return before.isBefore(today) ? today : before;
    }

    static Venue venue(String name) {
        for (var venue : Venue.values()) if (venue.name().equals(name)) return venue;
        throw Answer.unknown();
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Slot;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Draft;
import sportello.booking.Matter;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Joined;
import sportello.booking.WaitingList.Part;
import sportello.booking.WaitingList.Wanted;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors.Problem;

/// Asking to be told when an hour becomes free: for which days, at which office; for a studio on which questions, with
/// phone and note (rule C4).
@RestController
class JoinController {

    private static final LocalTime NOON = LocalTime.of(13, 0);
    private static final int LONGEST_NOTE = 2000;

    private final WaitingList waiting;
    private final Bookings bookings;
    private final Services services;
    private final Offices offices;
    private final People people;
    private final Waits waits;
    private final ProductClock clock;
    private final Templates templates;

    JoinController(
            WaitingList waiting,
            Bookings bookings,
            Services services,
            Offices offices,
            People people,
            Waits waits,
            ProductClock clock,
            Templates templates) {
        this.waiting = waiting;
        this.bookings = bookings;
        this.services = services;
        this.offices = offices;
        this.people = people;
        this.waits = waits;
        this.clock = clock;
        this.templates = templates;
    }

    /// What a wish is about, as it comes with the address or the form.
    private record About(
            ServicePolicy policy,
            @Nullable UUID counter,
            @Nullable Appointment instead,
            String position,
            String questions) {

        String back() {
            if (instead != null) return "/appointments/" + instead.id();
            return questions.isEmpty() ? "/book/" + policy.code() + "/hour" : bookOn();
        }

        String bookOn() {
            return "/questions/" + questions.split(",", 2)[0] + "/book";
        }
    }

    @GetMapping("/waiting/new")
    Object ask(Frame frame, Actor.Booker by, @RequestParam Map<String, String> query) {
        var about = about(by, query);
        var first = clock.today().plusDays(about.policy().bookableFromDays());
        var instead = about.instead();
        var last = instead == null
                ? clock.today().plusDays(about.policy().bookableToDays())
                : LocalDate.ofInstant(instead.startsAt(), ProductClock.ROME);
        if (last.isBefore(first)) return Answer.goTo(about.back());
        var known = people.find(by.person()).map(Person::contacts);
        var said = said(by, about);
        var typed = new WaitingFormPage.Typed(
                first.toString(),
                last.toString(),
                "",
                "",
                "",
                said.getOrDefault(
                        "contact.mobile",
                        known.map(Contacts::mobile).map(MobileNumber::readable).orElse("")),
                said.getOrDefault("contact.email", known.map(Contacts::email).orElse("")),
                "");
        return templates.citizenWaitingNew(frame, page(frame, by, about, typed, Errors.NONE, null, List.of()));
    }

    @PostMapping("/waiting")
    ResponseEntity<?> join(Frame frame, Actor.Booker by, @RequestParam Map<String, String> form) {
        var about = about(by, form);
        var typed = new WaitingFormPage.Typed(
                text(form, "from"),
                text(form, "until"),
                text(form, "then_from"),
                text(form, "then_until"),
                text(form, "part"),
                text(form, "contact.mobile"),
                text(form, "contact.email"),
                text(form, "note"));
        var days = days(typed);
        var instead = about.instead();
        var problems = new LinkedHashMap<String, String>();
        if (days.isEmpty()) problems.put("days", "");
        if (by instanceof Actor.Citizen && instead == null)
            new Answers(Map.of())
                    .with(Answers.CONTACTS, form)
                    .wrongWithContacts()
                    .forEach(each -> problems.put(each.field(), each.key()));
        if (days.isEmpty() || !problems.isEmpty())
            return again(frame, by, about, typed, wrong(frame, problems), null, List.of());
        var wanted = new Wanted(
                about.policy().code(),
                text(form, "where").equals("anywhere") && about.policy().anywhere() ? null : about.counter(),
                days.get(),
                part(typed.part()),
                matter(by, about, typed),
                instead == null ? null : instead.id());
        return switch (waiting.join(by, wanted)) {
            case Joined.Waiting _ -> Answer.goTo("/waiting?joined");
            case Joined.AlreadyWaiting _ -> Answer.goTo("/waiting?already");
            case Joined.AlreadyBooked(var existing) -> Answer.goTo("/appointments/" + existing + "?already");
            case Joined.FreeNow(var slots) -> again(frame, by, about, typed, Errors.NONE, null, slots);
            case Joined.Incomplete(var fields) -> again(frame, by, about, typed, wrong(frame, fields), null, List.of());
            case Joined.NotAllowed(var reason, var facts) ->
                again(frame, by, about, typed, Errors.NONE, frame.sayWith(reason, facts), List.of());
            case Joined.NotFound _ -> throw Answer.unknown();
        };
    }

    private About about(Actor.Booker by, Map<String, String> said) {
        var appointment = uuid(said.get("appointment"));
        if (appointment.isPresent()) {
            var own = bookings.own(new AppointmentId(appointment.get()), by)
                    .filter(each -> each.status() == Appointment.Status.BOOKED)
                    .orElseThrow(Answer::unknown);
            return new About(services.policy(own.service()), own.counter(), own, "", "");
        }
        var policy = services.find(text(said, "service"))
                .filter(found -> found.channels().contains("web"))
                .filter(found -> (found.cassetto() != null) == by instanceof Actor.Intermediary)
                .orElseThrow(Answer::unknown);
        return new About(
                policy,
                counter(policy, text(said, "counter")),
                null,
                uuid(said.get("position")).map(UUID::toString).orElse(""),
                uuids(text(said, "questions")));
    }

    /// One of this service, or none named.
    private @Nullable UUID counter(ServicePolicy policy, String named) {
        if (named.isEmpty()) return null;
        return uuid(named)
                .filter(id -> offices.countersFor(policy.code()).stream()
                        .anyMatch(counter -> counter.id().equals(id)))
                .orElseThrow(Answer::unknown);
    }

    /// A studio states everything now; a person where to tell them and what they had written so far, the rest once an
    /// hour is theirs.
    private Matter matter(Actor.Booker by, About about, WaitingFormPage.Typed typed) {
        if (about.questions().isEmpty()) {
            var soFar = new HashMap<>(said(by, about));
            MobileNumber.e164(typed.mobile()).ifPresent(number -> soFar.put("contact.mobile", number));
            if (!typed.email().isEmpty()) soFar.put("contact.email", typed.email());
            return new Matter(soFar);
        }
        var stated = new HashMap<String, String>();
        stated.put("position", about.position());
        stated.put("questions", about.questions());
        stated.put("contact.mobile", MobileNumber.e164(typed.mobile()).orElse(typed.mobile()));
        stated.put("contact.email", typed.email());
        stated.put("note", typed.note());
        var cassetto = about.policy().cassetto();
        if (cassetto != null) stated.put("cassetto", cassetto.name());
        return new Matter(stated);
    }

    /// What a person wrote on the way to an appointment they did not finish.
    private Map<String, String> said(Actor.Booker by, About about) {
        return by instanceof Actor.Citizen
                ? bookings.draft(by, about.policy().code()).map(Draft::answers).orElse(Map.of())
                : Map.of();
    }

    private ResponseEntity<?> again(
            Frame frame,
            Actor.Booker by,
            About about,
            WaitingFormPage.Typed typed,
            Errors errors,
            @Nullable String refused,
            List<Slot> free) {
        return ResponseEntity.unprocessableContent()
                .body(templates.citizenWaitingNew(frame, page(frame, by, about, typed, errors, refused, free)));
    }

    private WaitingFormPage page(
            Frame frame,
            Actor.Booker by,
            About about,
            WaitingFormPage.Typed typed,
            Errors errors,
            @Nullable String refused,
            List<Slot> free) {
        var instead = about.instead();
        var counter = about.counter();
        var policy = about.policy();
        var hidden = new ArrayList<WaitingFormPage.Hidden>();
        if (instead != null) {
            hidden.add(new WaitingFormPage.Hidden("appointment", instead.id().toString()));
        } else {
            hidden.add(new WaitingFormPage.Hidden("service", policy.code()));
            if (counter != null) hidden.add(new WaitingFormPage.Hidden("counter", counter.toString()));
            if (!about.position().isEmpty()) hidden.add(new WaitingFormPage.Hidden("position", about.position()));
            if (!about.questions().isEmpty()) hidden.add(new WaitingFormPage.Hidden("questions", about.questions()));
        }
        return new WaitingFormPage(
                waits.service(frame, policy.code()),
                hidden,
                instead == null ? null : frame.dayAndHour(instead.startsAt()),
                counter == null
                        ? null
                        : new WaitingFormPage.Where(waits.where(frame, counter), instead == null && policy.anywhere()),
                bothParts(policy),
                instead == null,
                by instanceof Actor.Intermediary,
                typed,
                clock.today().plusDays(policy.bookableFromDays()).toString(),
                clock.today().plusDays(365).toString(),
                about.back(),
                errors,
                refused,
                free.stream()
                        .map(slot -> new WaitingFormPage.Free(
                                frame.dayAndHour(slot.startsAt()), where(about, slot.startsAt())))
                        .toList());
    }

    private static String where(About about, Instant at) {
        var day = "?day=" + LocalDate.ofInstant(at, ProductClock.ROME) + "#hours";
        if (about.instead() != null) return about.back() + "/move" + day;
        return about.questions().isEmpty() ? about.back() + day : about.bookOn();
    }

    private static boolean bothParts(ServicePolicy policy) {
        return policy.weekly().stream().anyMatch(opening -> opening.from().isBefore(NOON))
                && policy.weekly().stream().anyMatch(opening -> opening.to().isAfter(NOON));
    }

    private static Errors wrong(Frame frame, Map<String, String> fields) {
        return Errors.of(
                frame,
                fields.keySet().stream()
                        .map(field -> switch (field) {
                            case "contact.mobile" -> new Problem(field, "waiting.wrong.mobile");
                            case "contact.email" -> new Problem(field, "waiting.wrong.email");
                            case "note" -> new Problem(field, "waiting.wrong.note");
                            case "questions" -> new Problem("days", "waiting.wrong.questions");
                            default -> new Problem("days", "waiting.wrong.days");
                        })
                        .toList());
    }

    /// Empty when what was typed are no days; the second stretch may be left out.
    private static Optional<List<Days>> days(WaitingFormPage.Typed typed) {
        try {
            var found = new ArrayList<Days>();
            found.add(new Days(LocalDate.parse(typed.from()), LocalDate.parse(typed.until())));
            if (!typed.thenFrom().isEmpty() || !typed.thenUntil().isEmpty())
                found.add(new Days(LocalDate.parse(typed.thenFrom()), LocalDate.parse(typed.thenUntil())));
            return Optional.of(found);
        } catch (DateTimeException noDays) {
            return Optional.empty();
        }
    }

    private static @Nullable Part part(String typed) {
        return switch (typed) {
            case "morning" -> Part.MORNING;
            case "afternoon" -> Part.AFTERNOON;
            default -> null;
        };
    }

    private static String text(Map<String, String> form, String name) {
        var text = form.getOrDefault(name, "").strip();
        return text.length() > LONGEST_NOTE ? text.substring(0, LONGEST_NOTE) : text;
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static String uuids(String text) {
        var found = new ArrayList<String>();
        for (var each : text.split(",")) uuid(each.strip()).map(UUID::toString).ifPresent(found::add);
        return String.join(",", found);
    }
}

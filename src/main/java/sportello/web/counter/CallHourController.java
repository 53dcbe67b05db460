package sportello.web.counter;

import gg.jte.generated.precompiled.Templates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Hold;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;
import sportello.web.citizen.SlotChoice;
import sportello.web.citizen.SlotChoices;
import sportello.web.citizen.Whereabouts;
import sportello.web.counter.CallDrafts.Progress;

/// First step of a booking for a caller: office, day and hour, the desks kept for staff among them.
@RestController
@RequestMapping("/office/calls/{call}/book/{service}")
class CallHourController {

    private static final int FIRST = 3;

    private final Callers callers;
    private final CallDrafts drafts;
    private final Bookings bookings;
    private final Agenda agenda;
    private final Offices offices;
    private final Whereabouts places;
    private final SlotChoices choices;
    private final ProductClock clock;
    private final Templates templates;

    CallHourController(
            Callers callers,
            CallDrafts drafts,
            Bookings bookings,
            Agenda agenda,
            Offices offices,
            Whereabouts places,
            SlotChoices choices,
            ProductClock clock,
            Templates templates) {
        this.callers = callers;
        this.drafts = drafts;
        this.bookings = bookings;
        this.agenda = agenda;
        this.offices = offices;
        this.places = places;
        this.choices = choices;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam(name = "q", defaultValue = "") String typed,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String choose,
            @RequestParam(required = false) @Nullable String gone) {
        var progress = drafts.of(callers.looking(call, by, "booking"), service);
        var caller = progress.caller();
        if (bookings.mayBook(caller.helped(), service) instanceof Bookings.Eligible.No(var reason, var facts))
            return refused(frame, caller, frame.sayWith(reason, facts));
        var mine = bookings.inTheWay(caller.helped(), service);
        if (mine.isPresent())
            return Answer.goTo(caller.address() + "/appointments/" + mine.get().id() + "?already");
        var search = drafts.search(progress);
        var looked = typed.length() > 80 ? typed.substring(0, 80) : typed;
        var wanted = progress.answers().wanted();
        var lost = gone == null ? Optional.<Instant>empty() : wanted;
        return ResponseEntity.ok(templates.counterHour(
                frame,
                new CallHourPage(
                        caller.bar(frame),
                        frame.say("service." + service + ".short"),
                        progress.address(),
                        search.map(it -> place(frame, it)).orElse(null),
                        !caller.atTheDesk(),
                        search.filter(it -> it.office() == null).isPresent(),
                        looked,
                        found(frame, Search.anywhere(service), looked),
                        search.map(it -> first(frame, it)).orElse(List.of()),
                        search.map(it -> choices.of(
                                        frame,
                                        it,
                                        Side.STAFF,
                                        day,
                                        progress.hold().map(Hold::startsAt),
                                        wanted))
                                .orElse(null),
                        search.isEmpty() && choose != null
                                ? Errors.of(frame, List.of(new Problem("q", "counter.wrong.place")))
                                : choices.errors(frame, choose),
                        lost.map(at -> frame.say("book.gone", "when", frame.dayAndHour(at)))
                                .orElse(null),
                        String.valueOf(progress.policy().hold().toMinutes()))));
    }

    private ResponseEntity<?> refused(Frame frame, Caller caller, String why) {
        return ResponseEntity.unprocessableContent().body(templates.counterRefused(frame, caller.bar(frame), why));
    }

    private String place(Frame frame, Search search) {
        var office = search.office();
        return office == null
                ? frame.say("book.place.all")
                : offices.find(office).map(Office::name).orElse("");
    }

    private List<SlotChoice.Hour> first(Frame frame, Search search) {
        var now = clock.instant();
        return agenda.nearest(search, now, FIRST, Side.STAFF, now).stream()
                .map(slot -> SlotChoice.Hour.fully(frame, slot.startsAt()))
                .toList();
    }

    private List<CallHourPage.Place> found(Frame frame, Search anywhere, String looked) {
        var found = places.find(anywhere, looked);
        if (found.isEmpty()) return List.of();
        return agenda.points(anywhere, found.stream().map(Office::id).toList(), clock.instant()).stream()
                .map(point -> new CallHourPage.Place(
                        point.counter().office().toString(),
                        point.counter().officeName(),
                        point.firstFree()
                                .map(at -> frame.say("book.place.first", "when", frame.dayAndHour(at)))
                                .orElse(frame.say("book.place.full"))))
                .toList();
    }

    @PostMapping("/place")
    ResponseEntity<Void> place(
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam(defaultValue = "") String place) {
        var progress = drafts.of(callers.identified(call, by), service);
        if (places.offered(service, place)) drafts.at(progress, place);
        return Answer.goTo(progress.address());
    }

    @PostMapping("/hour")
    ResponseEntity<Void> choose(
            Actor.Official by,
            @PathVariable UUID call,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String hour,
            @RequestParam(required = false) @Nullable String show) {
        var progress = drafts.of(callers.identified(call, by), service);
        var search = drafts.search(progress);
        if (search.isEmpty()) return Answer.goTo(progress.address() + "?choose=place#errors");
        var asked = choices.asked(day, hour, show);
        if (asked instanceof SlotChoices.Asked.ShowDay(var query)) return Answer.goTo(progress.address() + query);
        var at = ((SlotChoices.Asked.Chosen) asked).at();
        if (progress.hold().filter(held -> held.startsAt().equals(at)).isPresent())
            return Answer.goTo(progress.address() + "/matter");
        return keep(progress, search.get(), at);
    }

    private ResponseEntity<Void> keep(Progress progress, Search search, Instant at) {
        var answers = progress.answers().wanting(at);
        var person = progress.caller().person().id();
        return switch (agenda.hold(search, at, person, Side.STAFF, clock.instant())) {
            case Holding.Held(var hold) -> {
                drafts.save(progress, answers, Optional.of(hold));
                yield Answer.goTo(progress.address() + "/matter");
            }
            case Holding.Taken _, Holding.NotOffered _, Holding.TooMany _ -> {
                drafts.save(progress, answers, Optional.empty());
                yield Answer.goTo(progress.address() + "?gone");
            }
        };
    }
}

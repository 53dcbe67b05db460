package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
import sportello.agenda.Slot;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.platform.ProductClock;
import sportello.rush.RushGate;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.NeedWords;
import sportello.web.citizen.Drafts.Progress;

/// Step 2 of a booking: day and hour, kept for a while as soon as it is chosen.
@RestController
@RequestMapping("/book/{service}/hour")
class HourController {

    private static final int NEAREST = 4;

    private final Drafts drafts;
    private final Bookings bookings;
    private final Agenda agenda;
    private final Whereabouts places;
    private final RushGate gate;
    private final ProductClock clock;
    private final SlotChoices choices;
    private final Templates templates;

    HourController(
            Drafts drafts,
            Bookings bookings,
            Agenda agenda,
            Whereabouts places,
            RushGate gate,
            ProductClock clock,
            SlotChoices choices,
            Templates templates) {
        this.drafts = drafts;
        this.bookings = bookings;
        this.agenda = agenda;
        this.places = places;
        this.gate = gate;
        this.clock = clock;
        this.choices = choices;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String choose,
            @RequestParam(required = false) @Nullable String gone) {
        var progress = drafts.of(by, service);
        var policy = progress.policy();
        var wanted = progress.answers().wanted();
        var place = places.of(by.person(), service, progress.answers());
        if (place.isEmpty()) return Answer.goTo(progress.address("place"));
        var search = place.get();
        var choice = choices.of(frame, search, day, progress.hold().map(Hold::startsAt), wanted);
        if (!Whereabouts.stillServes(places.lastKnown(), search)) return Answer.goTo(progress.address("place"));
        var lost = gone == null
                ? Optional.<Instant>empty()
                : wanted.filter(_ -> progress.hold().isEmpty());
        var stillFree = choice.hours().stream().anyMatch(SlotChoice.Hour::chosen);
        var nearest = stillFree
                ? List.<Slot>of()
                : lost.map(at -> agenda.nearest(search, at, NEAREST, Side.PUBLIC, clock.instant()))
                        .orElse(List.of());
        if (choice.day() == null && progress.hold().isEmpty()) gate.standAside(service, by);
        return ResponseEntity.ok(templates.citizenBookHour(
                frame,
                new HourPage(
                        Steps.at(frame, 2, policy, progress.hold()),
                        bar(frame, progress, search),
                        progress.standing() ? standing(frame, by, service) : null,
                        waiting(search),
                        Hours.said(frame, policy),
                        String.valueOf(policy.hold().toMinutes()),
                        choice,
                        choices.errors(frame, choose),
                        lost.map(at -> frame.say(SlotChoices.whyLost(gone, stillFree), "when", frame.dayAndHour(at)))
                                .orElse(null),
                        nearest.stream()
                                .map(slot -> SlotChoice.Hour.fully(frame, slot.startsAt()))
                                .toList())));
    }

    /// The appointment that stands in the way of another, null when there is none.
    private HourPage.@Nullable Standing standing(Frame frame, Actor.Citizen by, String service) {
        return bookings.inTheWay(by, service)
                .map(each -> new HourPage.Standing(frame.dayAndHour(each.startsAt()), "/appointments/" + each.id()))
                .orElse(null);
    }

    /// Null where there is nothing to choose.
    private @Nullable PlaceBar bar(Frame frame, Progress progress, Search search) {
        var directory = places.lastKnown();
        var service = search.service();
        if (directory.officesFor(service).size() < 2
                && directory.servedBy(service).isEmpty()) return null;
        return new PlaceBar(
                progress.address("place"),
                Optional.ofNullable(search.office())
                        .flatMap(directory::office)
                        .map(Office::name)
                        .orElse(null),
                NeedWords.said(frame, search.needs()));
    }

    /// Whoever waits for one office waits for any of its counters: the first that fits stands for them.
    private String waiting(Search search) {
        var about = "/waiting/new?service=" + search.service();
        return search.office() == null
                ? about
                : places.lastKnown().countersFor(search.service(), search.office()).stream()
                        .filter(search::fits)
                        .min(Comparator.comparing(Counter::number))
                        .map(counter -> about + "&counter=" + counter.id())
                        .orElse(about);
    }

    @PostMapping
    ResponseEntity<Void> choose(
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String hour,
            @RequestParam(required = false) @Nullable String show) {
        var progress = drafts.of(by, service);
        var page = progress.address("hour");
        var asked = choices.asked(day, hour, show);
        if (asked instanceof SlotChoices.Asked.ShowDay(var query)) return Answer.goTo(page + query);
        var at = ((SlotChoices.Asked.Chosen) asked).at();
        if (progress.hold().filter(held -> held.startsAt().equals(at)).isPresent())
            return Answer.goTo(drafts.next(progress));
        var answers = progress.answers().wanting(at);
        var search = places.of(by.person(), service, progress.answers());
        if (search.isEmpty()) return Answer.goTo(progress.address("place"));
        return switch (drafts.hold(by, progress, answers, search.get(), at)) {
            case Holding.Held(var hold) -> Answer.goTo(drafts.next(progress.with(answers, Optional.of(hold))));
            case Holding.TooMany _ -> Answer.goTo("/line/" + service + "/later");
            case Holding.Taken _ -> lost(by, progress, answers, page + "?gone");
            case Holding.NotOffered(var why, var _) ->
                lost(by, progress, answers, page + "?gone=" + why.substring(why.indexOf('.') + 1));
        };
    }

    private ResponseEntity<Void> lost(Actor.Citizen by, Progress progress, Answers answers, String leadsTo) {
        drafts.save(by, progress, answers, Optional.empty());
        return Answer.goTo(leadsTo);
    }
}

package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
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
import sportello.agenda.Agenda.Point;
import sportello.agenda.Search;
import sportello.identity.Actor;
import sportello.offices.Aid;
import sportello.offices.Office;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.NeedWords;
import sportello.web.citizen.Drafts.Progress;

/// Beside step 2 of a booking: in which office, or anywhere, and with which needs.
@RestController
@RequestMapping("/book/{service}")
class PlaceController {

    private static final int LONGEST = 80;

    private final Drafts drafts;
    private final Whereabouts places;
    private final Agenda agenda;
    private final ProductClock clock;
    private final Templates templates;

    PlaceController(Drafts drafts, Whereabouts places, Agenda agenda, ProductClock clock, Templates templates) {
        this.drafts = drafts;
        this.places = places;
        this.agenda = agenda;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping("/place")
    JteModel show(
            Frame frame,
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(name = "q", defaultValue = "") String typed) {
        var progress = drafts.of(by, service);
        var now = clock.instant();
        var chosen = places.of(by.person(), service, progress.answers());
        var anywhere =
                Search.anywhere(service).needing(Search.needs(progress.answers().get(Whereabouts.NEEDS)));
        var directory = places.directory();
        var looked = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        var found = places.find(anywhere, looked);
        var points = found.isEmpty()
                ? List.<Point>of()
                : agenda.points(anywhere, found.stream().map(Office::id).toList(), now);
        var current = chosen.map(Search::office).flatMap(directory::office);
        return templates.citizenBookPlace(
                frame,
                new PlacePage(
                        Steps.at(frame, 2, progress.policy(), Optional.empty()),
                        looked,
                        points.stream()
                                .map(point -> place(
                                        frame,
                                        directory
                                                .office(point.counter().office())
                                                .orElseThrow(),
                                        point))
                                .toList(),
                        found.isEmpty()
                                && !anywhere.needs().isEmpty()
                                && !places.find(Search.anywhere(service), looked)
                                        .isEmpty(),
                        current.map(Office::name).orElse(null),
                        agenda.firstFree(anywhere, now)
                                .map(slot -> new PlacePage.First(
                                        frame.dayAndHour(slot.startsAt()),
                                        directory
                                                .counter(slot.counter())
                                                .map(counter -> counter.officeName())
                                                .orElse("")))
                                .orElse(null),
                        chosen.isPresent() && current.isEmpty(),
                        needs(frame, service, anywhere, true),
                        needs(frame, service, anywhere, false)));
    }

    private static PlacePage.Place place(Frame frame, Office office, Point point) {
        return new PlacePage.Place(
                office.id().toString(),
                office.name(),
                office.municipality() + " (" + office.province() + ")",
                point.firstFree()
                        .map(at -> frame.say("book.place.first", "when", frame.dayAndHour(at)))
                        .orElse(frame.say("book.place.full")),
                point.firstFree().isEmpty());
    }

    private List<PlacePage.Need> needs(Frame frame, String service, Search search, boolean languages) {
        return places.directory().servedBy(service).stream()
                .filter(need -> Aid.language(need).isPresent() == languages)
                .map(need -> new PlacePage.Need(
                        need,
                        frame.upper(NeedWords.one(frame, need)),
                        search.needs().contains(need)))
                .toList();
    }

    @PostMapping("/place")
    ResponseEntity<Void> choose(
            Actor.Citizen by, @PathVariable String service, @RequestParam(defaultValue = "") String place) {
        var progress = drafts.of(by, service);
        if (place.equals(Whereabouts.ANYWHERE))
            return look(by, progress, progress.answers().at(Whereabouts.ANYWHERE));
        Optional<UUID> office =
                Whereabouts.uuid(place).filter(id -> Whereabouts.serves(places.directory(), id, service));
        if (office.isEmpty()) return Answer.goTo(progress.address("place"));
        places.remember(by.person(), service, office.get());
        return look(by, progress, progress.answers().at(place));
    }

    @PostMapping("/needs")
    ResponseEntity<Void> need(
            Actor.Citizen by,
            @PathVariable String service,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(name = "aid", required = false) @Nullable List<String> aids) {
        var progress = drafts.of(by, service);
        var needs = new ArrayList<>(aids == null ? List.<String>of() : aids);
        needs.add(language);
        needs.retainAll(places.directory().servedBy(service));
        return look(by, progress, progress.answers().needing(Search.said(needs)));
    }

    /// An hour chosen elsewhere, or at a counter that may not fit, is chosen again; its place stays until then.
    private ResponseEntity<Void> look(Actor.Citizen by, Progress progress, Answers answers) {
        var same = answers.typed().equals(progress.answers().typed());
        drafts.save(by, progress, same ? answers : answers.wantingNone(), same ? progress.hold() : Optional.empty());
        return Answer.goTo(progress.address("hour"));
    }
}

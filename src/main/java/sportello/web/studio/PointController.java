package sportello.web.studio;

import gg.jte.generated.precompiled.Templates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import sportello.booking.Bookings;
import sportello.booking.Bookings.Eligible;
import sportello.identity.Actor;
import sportello.intermediaries.Lighting;
import sportello.intermediaries.Questions;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Errors.Problem;
import sportello.web.citizen.Whereabouts;

/// Step 1 of an appointment on a question: which others of the position to take along, and at which office.
@RestController
@RequestMapping("/questions/{id}/book")
class PointController {

    private static final int FEW = 5;
    private static final int LONGEST = 80;
    private static final int MOST_ALONG = 9;

    private final LitDrafts drafts;
    private final LitSteps steps;
    private final Questions questions;
    private final Bookings bookings;
    private final Agenda agenda;
    private final Offices offices;
    private final Whereabouts places;
    private final ProductClock clock;
    private final Templates templates;

    PointController(
            LitDrafts drafts,
            LitSteps steps,
            Questions questions,
            Bookings bookings,
            Agenda agenda,
            Offices offices,
            Whereabouts places,
            ProductClock clock,
            Templates templates) {
        this.drafts = drafts;
        this.steps = steps;
        this.questions = questions;
        this.bookings = bookings;
        this.agenda = agenda;
        this.offices = offices;
        this.places = places;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<?> show(
            Frame frame,
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam(name = "q", defaultValue = "") String typed,
            @RequestParam(required = false) @Nullable String choose) {
        var lit = drafts.of(by, id);
        switch (questions.lighting(lit.question().id(), by)) {
            case Lighting.Lit() -> {}
            case Lighting.Booked(var appointment) -> {
                return Answer.goTo("/appointments/" + appointment + "?already");
            }
            case Lighting.NotYet _,
                    Lighting.ReplyFirst _,
                    Lighting.Answered _,
                    Lighting.Over _,
                    Lighting.NotFound _ -> {
                return Answer.goTo("/questions/" + id + "#appointment");
            }
        }
        if (bookings.mayBook(by, lit.policy().code()) instanceof Eligible.No(var reason, var facts))
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                    .body(templates.studioRefused(frame, steps.refusal(frame, lit, frame.sayWith(reason, facts))));
        var found = typed.length() > LONGEST ? List.<Office>of() : places.find(search(lit), typed);
        var shown = places(frame, lit, points(lit, found));
        return ResponseEntity.ok(templates.studioPoint(
                frame,
                new StudioPoint(
                        steps.at(frame, lit, 1),
                        lit.question().subject(),
                        lit.question().position().name(),
                        questions.lit(lit.question().position().id(), by).stream()
                                .filter(line -> !line.id().equals(lit.question().id()))
                                .map(line -> new StudioPoint.Other(
                                        line.id().toString(),
                                        line.subject(),
                                        line.protocol(),
                                        lit.about().contains(line.id().value())))
                                .toList(),
                        frame.say("service." + lit.policy().code() + ".point"),
                        shown,
                        lit.policy().anywhere(),
                        typed,
                        !typed.isBlank() && found.isEmpty(),
                        choose == null
                                ? Errors.NONE
                                : Errors.of(frame, List.of(new Problem("counter", "light.wrong.counter"))))));
    }

    @PostMapping
    ResponseEntity<Void> choose(
            Actor.Intermediary by,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID counter,
            @RequestParam(name = "question", required = false) @Nullable List<UUID> taken) {
        var lit = drafts.of(by, id);
        var mayTake = questions.lit(lit.question().position().id(), by).stream()
                .map(line -> line.id().value())
                .toList();
        var along = new ArrayList<UUID>(taken == null ? List.of() : taken);
        along.retainAll(mayTake);
        if (along.size() > MOST_ALONG) along.subList(MOST_ALONG, along.size()).clear();
        var said = lit.with(
                Map.of(Lit.QUESTIONS, along.stream().map(UUID::toString).collect(Collectors.joining(","))));
        var known = offices.countersFor(lit.policy().code()).stream()
                .filter(each -> mayChoose(lit, each.office()))
                .anyMatch(each -> each.id().equals(counter));
        if (counter == null || !known) {
            drafts.save(by, said);
            return Answer.goTo(lit.base() + "?choose#errors");
        }
        var elsewhere = lit.counter().filter(counter::equals).isEmpty();
        var chosen = said.with(Map.of(Lit.COUNTER, counter.toString()));
        drafts.save(by, elsewhere ? chosen.without(Lit.WANTED).keeping(null) : chosen);
        return Answer.goTo(lit.address("hour"));
    }

    private static Search search(Lit lit) {
        return Search.anywhere(lit.policy().code());
    }

    /// The competent one, or any if the policy allows or the competent one has no counter.
    private boolean mayChoose(Lit lit, UUID office) {
        var competent = lit.question().position().office();
        return lit.policy().anywhere()
                || office.equals(competent)
                || offices.countersFor(lit.policy().code()).stream()
                        .noneMatch(each -> each.office().equals(competent));
    }

    /// The competent office, then those looked for; before anything is looked for the one chosen, the one that is free
    /// first of all, and a few of the same province.
    private List<Point> points(Lit lit, List<Office> found) {
        var now = clock.instant();
        var directory = offices.directory();
        var competent = lit.question().position().office();
        var few = new LinkedHashSet<UUID>(List.of(competent));
        found.forEach(office -> few.add(office.id()));
        if (found.isEmpty()) {
            lit.counter().flatMap(directory::counter).ifPresent(chosen -> few.add(chosen.office()));
            agenda.firstFree(search(lit), now)
                    .flatMap(slot -> directory.counter(slot.counter()))
                    .ifPresent(first -> few.add(first.office()));
            var province = directory.office(competent).map(Office::province).orElse("");
            directory.officesFor(lit.policy().code()).stream()
                    .sorted(Comparator.comparing(
                                    (Office office) -> !office.province().equals(province))
                            .thenComparing(Office::name))
                    .limit(FEW)
                    .forEach(office -> few.add(office.id()));
        }
        few.removeIf(office -> !mayChoose(lit, office));
        return agenda.points(search(lit), few, now).stream()
                .sorted(Comparator.comparing(point -> !point.counter().office().equals(competent)))
                .toList();
    }

    private List<StudioPoint.Place> places(Frame frame, Lit lit, List<Point> points) {
        var names = offices
                .all(points.stream().map(point -> point.counter().office()).toList())
                .stream()
                .collect(Collectors.toMap(Office::id, Office::name));
        var competent = lit.question().position().office();
        var chosen = lit.counter()
                .or(() -> points.stream()
                        .filter(point -> point.firstFree().isPresent())
                        .findFirst()
                        .map(point -> point.counter().id()));
        return points.stream()
                .map(point -> new StudioPoint.Place(
                        point.counter().id().toString(),
                        names.getOrDefault(point.counter().office(), ""),
                        point.firstFree()
                                .map(at -> frame.say("light.first_free", "when", frame.dayAndHour(at)))
                                .orElse(frame.say("light.full")),
                        point.counter().office().equals(competent),
                        point.firstFree().isEmpty(),
                        chosen.filter(point.counter().id()::equals).isPresent()))
                .toList();
    }
}

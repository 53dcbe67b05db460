package sportello.web.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Search;
import sportello.agenda.Slot;
import sportello.casework.CaseFile;
import sportello.casework.CaseFile.PaperItem;
import sportello.casework.CaseFile.Tick;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.MediaServer;
import sportello.meeting.Room;
import sportello.meeting.Rooms;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.IdempotencyKey;
import sportello.web.Frame;
import sportello.web.NeedWords;

/// Prepares the official's panel from the case, its policy and the room.
@Component
class Panels {

    private static final List<String> FACTS =
            List.of("given_name", "family_name", "tax_code", "born_on", "mobile", "email");

    private final Cases cases;
    private final Rooms rooms;
    private final Services services;
    private final Agenda agenda;
    private final MediaServer media;

    Panels(Cases cases, Rooms rooms, Services services, Agenda agenda, MediaServer media) {
        this.cases = cases;
        this.rooms = rooms;
        this.services = services;
        this.agenda = agenda;
        this.media = media;
    }

    PanelView of(Frame frame, CaseFile file, Actor.Official by, PanelView.@Nullable Told told) {
        var policy = services.policy(file.service());
        var room = rooms.find(file.room()).orElseThrow(Visits::unknown);
        var people = rooms.entries(file.room());
        var names = new Names(frame, people);
        var steps = steps(policy, file, names);
        var papers =
                file.papers().stream().map(item -> paper(file, item, names)).toList();
        var consultancy = consultancy(file, policy);
        var missing = consultancy == null ? cases.missing(file.id(), by) : List.<Cases.Missing>of();
        var facts = consultancy == null ? cases.facts(file.id(), by).orElse(Map.of()) : Map.<String, String>of();
        var stage = room.status() == Room.Status.OPEN
                ? "open"
                : room.status() == Room.Status.SUSPENDED ? "suspended" : "before";
        return new PanelView(
                address(file),
                stage,
                told,
                minutes(Duration.between(file.startsAt(), file.endsAt())),
                minutes(Duration.between(frame.now(), file.endsAt())),
                frame.now().toEpochMilli(),
                file.endsAt().toEpochMilli(),
                frame.hour(file.endsAt()),
                steps,
                (int) steps.stream().filter(step -> step.state().equals("yes")).count(),
                papers,
                (int) papers.stream()
                        .filter(paper -> paper.state().equals("ACCEPTED"))
                        .count(),
                people.stream()
                        .filter(entry -> !entry.official())
                        .map(entry -> guest(frame, room, policy, people, entry))
                        .toList(),
                consultancy == null ? facts(frame, facts) : List.of(),
                obstacles(frame, facts),
                file.notes(),
                rooms.told(room.id()).stream()
                        .map(word -> new PanelView.Fact(frame.hour(word.at()), word.text()))
                        .toList(),
                missing.stream().map(each -> missing(each, names, steps)).toList(),
                (consultancy == null
                                ? agenda.nearest(file.service(), frame.now().plus(Duration.ofHours(1)), 6, frame.now())
                                : List.<Slot>of())
                        .stream()
                                .filter(slot -> slot.startsAt().isAfter(frame.now()))
                                .map(slot -> new PanelView.Hour(
                                        slot.startsAt().toString(), frame.dayAndHour(slot.startsAt())))
                                .distinct()
                                .toList(),
                IdempotencyKey.next().value().toString(),
                mediaMissing(frame, policy),
                !room.plan().recorded(),
                consultancy);
    }

    /// A case prepared by triage is read, and ended, on its own page.
    private static @Nullable String consultancy(CaseFile file, ServicePolicy policy) {
        return policy.evaluatedBefore() ? consultancy(file) : null;
    }

    static String consultancy(CaseFile file) {
        return "/office/consultancies/" + file.id();
    }

    static String address(CaseFile file) {
        return "/office/cases/" + file.id();
    }

    private @Nullable String mediaMissing(Frame frame, ServicePolicy policy) {
        return policy.recorded() && media.availability() instanceof MediaServer.Availability.Missing(String why)
                ? frame.say("script." + why)
                : null;
    }

    private static int minutes(Duration duration) {
        return (int) Math.max(0, Math.ceilDiv(duration.toSeconds(), 60));
    }

    private static List<PanelView.Step> steps(ServicePolicy policy, CaseFile file, Names names) {
        var current = policy.script().stream()
                .filter(step -> file.tick(step.code())
                        .filter(tick -> tick.outcome().equals("yes") && tick.counts())
                        .isEmpty())
                .map(ServicePolicy.Step::code)
                .findFirst()
                .orElse("");
        var steps = new ArrayList<PanelView.Step>();
        for (var step : policy.script()) {
            var tick = file.tick(step.code()).orElse(null);
            var key = "panel.step." + step.code();
            steps.add(new PanelView.Step(
                    step.code(),
                    steps.size() + 1,
                    names.say(key + ".title"),
                    names.say(key + ".say"),
                    names.say(key + ".hint"),
                    names.say(key + ".yes"),
                    names.say(key + ".no"),
                    state(tick),
                    tick == null ? null : names.frame().hour(tick.at()),
                    tick == null ? null : tick.note(),
                    step.code().equals(current),
                    step.alone(),
                    step.required()));
        }
        return steps;
    }

    private static String state(@Nullable Tick tick) {
        if (tick == null) return "todo";
        if (!tick.outcome().equals("yes")) return "no";
        return tick.counts() ? "yes" : "void";
    }

    private static PanelView.Paper paper(CaseFile file, PaperItem item, Names names) {
        var name = names.paper(item.code());
        var copies = new ArrayList<PanelView.Copy>();
        for (var copy : item.copies()) {
            var picture = Set.of("image/jpeg", "image/png").contains(copy.mediaType());
            copies.add(new PanelView.Copy(
                    address(file) + "/papers/" + item.code() + "/copies/"
                            + copy.document().value(),
                    names.frame().say("panel.copy", "paper", name, "number", copies.size() + 1),
                    picture));
        }
        return new PanelView.Paper(
                item.code(),
                name,
                item.state(),
                names.frame().say("case.paper." + item.state()),
                item.reason(),
                copies,
                item.required());
    }

    private static PanelView.Guest guest(
            Frame frame, Room room, ServicePolicy policy, List<Entry> people, Entry entry) {
        var alone = policy.script().stream().anyMatch(ServicePolicy.Step::alone);
        var open = room.status() == Room.Status.OPEN;
        var there = entry.waitingSince() != null;
        var inside = entry.admittedAt() != null;
        var state = entry.refusedAt() != null
                ? "refused"
                : entry.outAt() != null
                        ? "out"
                        : inside
                                ? there ? "inside" : "away"
                                : !there
                                        ? "absent"
                                        : room.plan().recorded() && entry.acknowledgedAt() == null
                                                ? "notice"
                                                : "waiting";
        var host = people.stream()
                .filter(other -> other.id().equals(entry.sharesWith()))
                .findFirst()
                .orElse(null);
        var how = host != null
                ? frame.say("panel.how.beside", "name", Given.name(host.name()))
                : frame.say(
                        entry.byLogin()
                                ? "panel.how.login"
                                : entry.person() != null
                                        ? "panel.how.identity"
                                        : entry.bound() ? "panel.how.code" : "panel.how.link");
        var waits = entry.waitingSince() == null
                ? ""
                : frame.say(
                        "panel.waits",
                        "minutes",
                        Duration.between(entry.waitingSince(), frame.now()).toMinutes());
        return new PanelView.Guest(
                entry.id().toString(),
                entry.name(),
                frame.say("room.role." + entry.role()),
                state,
                state.equals("waiting") ? how + " · " + waits : how,
                open && state.equals("waiting"),
                open && alone && inside && entry.outAt() == null,
                open && entry.outAt() != null,
                !inside && entry.sharesWith() == null && !entry.byLogin(),
                entry.person() == null && !inside && !there ? "/enter/" + entry.publicRef() : null);
    }

    private static List<PanelView.Fact> facts(Frame frame, Map<String, String> facts) {
        var shown = new ArrayList<PanelView.Fact>();
        for (var name : FACTS) {
            var value = facts.getOrDefault("delegator." + name, "");
            if (!value.isBlank()) shown.add(new PanelView.Fact(frame.say("panel.fact." + name), value));
        }
        var situation = facts.getOrDefault("situation", "");
        if (!situation.isBlank())
            shown.add(new PanelView.Fact(frame.say("panel.fact.situation"), frame.say("panel.situation." + situation)));
        var needs = Search.needs(facts.getOrDefault("needs", ""));
        if (!needs.isEmpty())
            shown.add(new PanelView.Fact(frame.say("panel.fact.needs"), NeedWords.said(frame, needs)));
        var until = facts.getOrDefault("until", "");
        shown.add(new PanelView.Fact(
                frame.say("panel.fact.until"), until.isBlank() ? frame.say("panel.fact.until.none") : until));
        return shown;
    }

    private static List<String> obstacles(Frame frame, Map<String, String> facts) {
        return facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith("obstacle."))
                .map(fact -> frame.say(fact.getValue()))
                .toList();
    }

    private static PanelView.Missing missing(Cases.Missing missing, Names names, List<PanelView.Step> steps) {
        var why = names.frame().say(missing.why());
        var text = switch (missing.what()) {
            case "step" ->
                steps.stream()
                        .filter(step -> step.code().equals(missing.code()))
                        .map(step -> step.state().equals("todo") ? step.title() : step.title() + ": " + why)
                        .findFirst()
                        .orElse(why);
            case "paper" -> names.paper(missing.code()) + ": " + why;
            case "party" -> names.of(missing.code()) + ": " + why;
            case "recording" ->
                missing.code().equals("running") || missing.code().equals("gap")
                        ? why
                        : names.of(missing.code()) + ": " + why;
            default -> why;
        };
        return new PanelView.Missing(missing.what(), text);
    }

    /// Who is who in this case, for sentences.
    private record Names(Frame frame, List<Entry> people) {

        String of(String role) {
            return people.stream()
                    .filter(entry -> entry.role().equals(role))
                    .map(entry -> Given.name(entry.name()))
                    .findFirst()
                    .orElse("");
        }

        String say(String key) {
            return frame.say(key, "delegator", of("delegator"), "delegate", of("delegate"), "official", of("official"));
        }

        String paper(String code) {
            return PaperNames.of(frame, code, of("delegator"), of("delegate"));
        }
    }
}

package sportello.web.office.consultancy;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.casework.Queue;
import sportello.casework.QueueFilter;
import sportello.casework.QueueFilter.View;
import sportello.casework.Triage;
import sportello.identity.Actor;
import sportello.offices.Unit;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.UnitDuty;

/// The unit's queue: what comes when, what is unprepared, what waits for papers, who has it.
@Controller
class QueueController {

    private static final List<View> ORDER = List.of(
            View.ALL,
            View.TODAY,
            View.UNPREPARED,
            View.WAITING_PAPERS,
            View.WITHOUT_VENUE,
            View.UNASSIGNED,
            View.MINE,
            View.TO_COMPLETE);
    private static final int LONGEST_TEXT = 80;
    private static final Duration SOON = Duration.ofMinutes(30);

    private final Consultancies consultancies;
    private final Names names;
    private final UnitDuty duty;
    private final Templates templates;

    QueueController(Consultancies consultancies, Names names, UnitDuty duty, Templates templates) {
        this.consultancies = consultancies;
        this.names = names;
        this.duty = duty;
        this.templates = templates;
    }

    @GetMapping("/office/queue")
    @ResponseBody
    JteModel show(
            Frame frame,
            Actor.Official by,
            @RequestParam(name = "view", defaultValue = "all") String view,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "taken", required = false) @Nullable UUID taken) {
        if (!duty.has(by)) throw Answer.unknown();
        var sought = text.strip();
        if (sought.length() > LONGEST_TEXT) sought = sought.substring(0, LONGEST_TEXT);
        var filter = new QueueFilter(viewOf(view), sought, after);
        var queue = consultancies.queue(by, filter);
        var known = names.forThisPage();
        var lines =
                queue.rows().stream().map(row -> line(row, known, by, frame)).toList();
        return templates.officeQueue(
                frame,
                new QueuePage(
                        duty.units(by).stream().map(Unit::name).toList(),
                        ORDER.stream().map(each -> tab(each, queue, filter)).toList(),
                        code(filter.view()),
                        sought,
                        days(frame, withCurrent(lines, frame.now())),
                        address(filter.view(), sought, after),
                        queue.next() == null ? null : address(filter.view(), sought, queue.next()),
                        after == null,
                        taken == null ? null : taken(taken, lines, by)));
    }

    private QueuePage.@Nullable Line taken(UUID taken, List<QueuePage.Line> lines, Actor.Official by) {
        return lines.stream()
                .filter(line -> line.id().equals(taken) && line.mine())
                .findFirst()
                .orElseGet(() -> consultancies
                        .find(new CaseId(taken), by)
                        .filter(file -> by.staff().equals(file.inCharge()))
                        .map(file -> new QueuePage.Line(
                                taken,
                                file.startsAt(),
                                file.bookedByName(),
                                "",
                                file.reference().spoken(),
                                "",
                                new Mark("", "it-check", ""),
                                null,
                                null,
                                0,
                                "",
                                true,
                                false,
                                "",
                                false))
                        .orElse(null));
    }

    private static QueuePage.Tab tab(View view, Queue queue, QueueFilter filter) {
        var count = queue.counts().getOrDefault(view, 0);
        return new QueuePage.Tab(
                "queue.view." + code(view),
                count,
                count >= Queue.MOST_COUNTED,
                address(view, filter.text(), null),
                view == filter.view());
    }

    private static QueuePage.Line line(Queue.Row row, Names.Known known, Actor.Official by, Frame frame) {
        var toComplete = row.status().settled();
        var mine = by.staff().equals(row.inCharge());
        var free = row.inCharge() == null && !toComplete;
        return new QueuePage.Line(
                row.id().value(),
                row.startsAt(),
                row.bookedByName(),
                known.studio(row.party()),
                row.reference().spoken(),
                "service." + row.service() + ".short",
                Mark.of(
                        row.status(),
                        row.triage(),
                        row.papersAwaited(),
                        row.papersUntil(),
                        row.venue(),
                        toComplete,
                        frame.today()),
                row.venue() == null ? null : "venue.on." + row.venue().name(),
                row.papersUntil(),
                row.papersAwaited(),
                row.inCharge() == null ? "" : known.staff(row.inCharge()),
                mine,
                free,
                mine || free ? next(row, frame.now()) : "queue.next.open",
                false);
    }

    private static String next(Queue.Row row, Instant now) {
        if (row.status().settled()) return "queue.next.complete";
        if (row.status() != CaseFile.Status.PREPARED) return "queue.next.go-on";
        if (row.triage() == Triage.TO_EVALUATE) return "queue.next.judge";
        if (row.triage() == Triage.PAPERS_ASKED)
            return row.papersAwaited() == 0 ? "queue.next.read-papers" : "queue.next.open";
        if (row.venue() == null) return "queue.next.agree";
        return now.isAfter(row.startsAt().minus(SOON)) ? "queue.next.start" : "queue.next.open";
    }

    /// The row where the filled button is: what goes on now, else what begins soonest among what one may act on.
    private static List<QueuePage.Line> withCurrent(List<QueuePage.Line> lines, Instant now) {
        var here = lines.stream()
                .filter(line -> line.mine() && line.next().equals("queue.next.go-on"))
                .findFirst()
                .or(() -> lines.stream()
                        .filter(line -> (line.mine() || line.free())
                                && line.startsAt().isAfter(now.minus(SOON))
                                && line.startsAt().isBefore(now.plus(SOON)))
                        .findFirst())
                .map(QueuePage.Line::id)
                .orElse(null);
        return lines.stream()
                .map(line -> line.id().equals(here) ? current(line) : line)
                .toList();
    }

    private static QueuePage.Line current(QueuePage.Line line) {
        return new QueuePage.Line(
                line.id(),
                line.startsAt(),
                line.who(),
                line.studio(),
                line.reference(),
                line.serviceKey(),
                line.mark(),
                line.venueKey(),
                line.papersUntil(),
                line.papersAwaited(),
                line.charge(),
                line.mine(),
                line.free(),
                line.next(),
                true);
    }

    private static List<QueuePage.Day> days(Frame frame, List<QueuePage.Line> lines) {
        var byDay = new LinkedHashMap<LocalDate, List<QueuePage.Line>>();
        for (var line : lines) {
            byDay.computeIfAbsent(
                            LocalDate.ofInstant(line.startsAt(), ProductClock.ROME), day -> new java.util.ArrayList<>())
                    .add(line);
        }
        return byDay.entrySet().stream()
                .map(day -> new QueuePage.Day(day.getKey(), label(frame, day.getKey()), day.getValue()))
                .toList();
    }

    private static String label(Frame frame, LocalDate day) {
        if (day.equals(frame.today())) return frame.say("queue.day.today", "day", frame.day(day));
        if (day.equals(frame.today().plusDays(1))) return frame.say("queue.day.tomorrow", "day", frame.day(day));
        return frame.upper(frame.day(day));
    }

    static String code(View view) {
        return view.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static View viewOf(String code) {
        return Arrays.stream(View.values())
                .filter(view -> code(view).equals(code))
                .findFirst()
                .orElse(View.ALL);
    }

    private static String address(View view, String text, @Nullable String after) {
        var address = UriComponentsBuilder.fromPath("/office/queue");
        if (view != View.ALL) address.queryParam("view", code(view));
        if (!text.isEmpty()) address.queryParam("q", "{text}");
        if (after != null) address.queryParam("after", "{after}");
        return address.encode()
                .buildAndExpand(java.util.Map.of("text", text, "after", after == null ? "" : after))
                .toUriString();
    }
}

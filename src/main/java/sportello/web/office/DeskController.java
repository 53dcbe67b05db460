package sportello.web.office;

import gg.jte.generated.precompiled.Templates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import sportello.casework.CaseFile;
import sportello.casework.Cases;
import sportello.casework.Consultancies;
import sportello.casework.QueueFilter;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.MediaServer;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.MeetingPeople;
import sportello.web.UnitDuty;

/// Today at a glance: who, what for, waiting since when, and the next action on each row.
@Controller
class DeskController {

    private static final int FARTHEST_YEARS = 100;

    private final Cases cases;
    private final Consultancies consultancies;
    private final Services services;
    private final UnitDuty duty;
    private final Optional<MediaServer> media;
    private final ProductClock clock;
    private final Templates templates;

    DeskController(
            Cases cases,
            Consultancies consultancies,
            Services services,
            UnitDuty duty,
            Optional<MediaServer> media,
            ProductClock clock,
            Templates templates) {
        this.cases = cases;
        this.consultancies = consultancies;
        this.services = services;
        this.duty = duty;
        this.media = media;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping("/office")
    @ResponseBody
    ResponseEntity<?> day(
            Frame frame,
            Actor.Official official,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day) {
        if (MeetingPeople.only(official)) return Answer.goTo("/office/people");
        var today = clock.today();
        var shown = day == null || Math.abs(day.getYear() - today.getYear()) > FARTHEST_YEARS ? today : day;
        return ResponseEntity.ok(templates.officeDesk(frame, view(official, shown)));
    }

    private DeskView view(Actor.Official official, LocalDate day) {
        var now = clock.instant();
        var lines =
                cases.desk(official, day).stream().map(row -> line(row, now)).toList();
        return new DeskView(
                day,
                day.minusDays(1),
                day.plusDays(1),
                day.equals(clock.today()),
                lines,
                (int) lines.stream()
                        .filter(line -> line.next() == DeskView.Next.READ)
                        .count(),
                (int) lines.stream().filter(line -> line.waitingSince() != null).count(),
                (int) lines.stream()
                        .filter(line -> line.stateKey().equals("office.state.LAPSED"))
                        .count(),
                mediaWhy(),
                unit(official));
    }

    private DeskView.@Nullable Unprepared unit(Actor.Official official) {
        if (!duty.has(official)) return null;
        var counts = consultancies
                .queue(official, QueueFilter.of(QueueFilter.View.TODAY))
                .counts();
        return new DeskView.Unprepared(
                counts.getOrDefault(QueueFilter.View.TODAY, 0), counts.getOrDefault(QueueFilter.View.UNPREPARED, 0));
    }

    private @Nullable String mediaWhy() {
        if (media.isEmpty()) return "media.off";
        return switch (media.get().availability()) {
            case MediaServer.Availability.Ready _ -> null;
            case MediaServer.Availability.Missing(var why) -> why;
        };
    }

    private DeskView.Line line(Cases.DeskRow row, Instant now) {
        var prepared = services.find(row.service()).stream().anyMatch(ServicePolicy::evaluatedBefore);
        var waiting = row.waitingSince();
        var guests = row.people().stream()
                .filter(entry -> !entry.role().equals("official"))
                .toList();
        return new DeskView.Line(
                row.id().value(),
                (prepared ? "/office/consultancies/" : "/office/cases/") + row.id(),
                !prepared,
                row.startsAt(),
                name(guests, "delegate")
                        .or(() -> guests.stream().map(Entry::name).findFirst())
                        .orElse(""),
                name(guests, "delegator").orElse(null),
                row.reference().spoken(),
                "service." + row.service() + ".short",
                "office.state." + row.status(),
                kind(row.status()),
                icon(row.status()),
                waiting.orElse(null),
                waiting.map(since -> Math.max(0, Duration.between(since, now).toMinutes()))
                        .orElse(0L),
                (int) guests.stream()
                        .map(Entry::waitingSince)
                        .filter(Objects::nonNull)
                        .count(),
                guests.size(),
                next(row.status()),
                row.status() == CaseFile.Status.OPEN || waiting.isPresent());
    }

    private static Optional<String> name(java.util.List<Entry> guests, String role) {
        return guests.stream()
                .filter(entry -> entry.role().equals(role))
                .map(Entry::name)
                .findFirst();
    }

    private static DeskView.Next next(CaseFile.Status status) {
        return switch (status) {
            case PREPARED -> DeskView.Next.OPEN;
            case OPEN, SUSPENDED -> DeskView.Next.ENTER;
            case CONCLUDED, ABORTED, SECOND_APPOINTMENT, LAPSED, CALLED_OFF, SETTLED_IN_WRITING, DECLINED, MISSED ->
                DeskView.Next.READ;
        };
    }

    static String kind(CaseFile.Status status) {
        return switch (status) {
            case PREPARED, SECOND_APPOINTMENT, CALLED_OFF -> "";
            case OPEN -> "is-now";
            case SUSPENDED, LAPSED -> "is-warn";
            case CONCLUDED, SETTLED_IN_WRITING -> "is-ok";
            case ABORTED, DECLINED, MISSED -> "is-bad";
        };
    }

    static String icon(CaseFile.Status status) {
        return switch (status) {
            case PREPARED -> "it-calendar";
            case OPEN -> "it-video";
            case SUSPENDED, LAPSED -> "it-clock";
            case SECOND_APPOINTMENT -> "it-refresh";
            case CONCLUDED, SETTLED_IN_WRITING -> "it-check";
            case ABORTED, CALLED_OFF, DECLINED, MISSED -> "it-close";
        };
    }
}

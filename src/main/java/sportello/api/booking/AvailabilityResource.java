package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.agenda.Agenda;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Cursor;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.offices.Office;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.platform.ProductClock;

/// Where and when there is room.
@RestController
@RequestMapping("/api/v1/services/{service}")
class AvailabilityResource {

    private final Agenda agenda;
    private final WhereToLook places;
    private final ProductClock clock;

    AvailabilityResource(Agenda agenda, WhereToLook places, ProductClock clock) {
        this.agenda = agenda;
        this.places = places;
        this.clock = clock;
    }

    @Needs(Scope.SERVICES_READ)
    @Operation(
            id = "listOffices",
            summary = "The structures with a counter for the service, by name, each with its first free hour",
            tag = Operation.Tag.SERVICES)
    @GetMapping("/offices")
    Page<OfficeView> offices(
            Actor by,
            @PathVariable @Sample(Samples.SERVICE) @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
            @RequestParam(value = "text", required = false)
                    @About("Part of a name or municipality, or the letters of a province")
                    @Sample("Bologna")
                    @Size(max = 80) @Nullable String text,
            @RequestParam(value = "need", required = false)
                    @About("A language beside Italian (`de`) or an aid (`lis`) the counter must serve")
                    @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> need,
            @RequestParam(value = "limit", defaultValue = "20") @Sample("20") @Min(1) @Max(100) int limit,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 200) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var search = places.search(service, null, need);
        int from = Cursor.read(cursor, AvailabilityResource::place).orElse(0);
        var found = places.offices(search, text);
        var piece = found.stream().skip(from).limit(limit).toList();
        var next = found.size() - from > limit
                ? Optional.of(new Cursor(String.valueOf(from + limit)))
                : Optional.<Cursor>empty();
        var free = agenda.points(search, piece.stream().map(Office::id).toList(), clock.instant()).stream()
                .filter(point -> point.firstFree().isPresent())
                .collect(java.util.stream.Collectors.toMap(
                        point -> point.counter().office(),
                        point -> point.firstFree().orElseThrow(),
                        (a, b) -> a));
        return Page.of(
                piece.stream()
                        .map(office -> new OfficeView(
                                office.id(),
                                office.name(),
                                office.kind(),
                                office.municipality(),
                                office.province(),
                                free.get(office.id())))
                        .toList(),
                next);
    }

    private static int place(String cursor) {
        int place = Integer.parseInt(cursor);
        if (place < 0) throw new IllegalArgumentException("before the beginning");
        return place;
    }

    @Needs(Scope.SERVICES_READ)
    @Operation(
            id = "listDays",
            summary = "The days that can be booked, each with how many places are free",
            tag = Operation.Tag.SERVICES)
    @GetMapping("/days")
    Page<DayView> days(
            Actor by,
            @PathVariable @Sample(Samples.SERVICE) @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
            @RequestParam(value = "office_id", required = false) @About("Only there") @Sample(Samples.OFFICE) @Nullable UUID officeId,
            @RequestParam(value = "need", required = false)
                    @About("Languages and aids needed")
                    @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> need,
            @RequestParam(value = "month", required = false) @About("Only this month") @Sample("2027-03") @Nullable YearMonth month) {
        return Page.of(agenda.days(places.search(service, officeId, need), clock.instant()).stream()
                .filter(count -> month == null || YearMonth.from(count.day()).equals(month))
                .map(count -> new DayView(count.day(), count.free(), count.all()))
                .toList());
    }

    @Needs(Scope.SERVICES_READ)
    @Operation(id = "listSlots", summary = "The hours of one day", tag = Operation.Tag.SERVICES)
    @GetMapping("/slots")
    Page<SlotView> slots(
            Actor by,
            @PathVariable @Sample(Samples.SERVICE) @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
            @RequestParam("day") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Sample(Samples.DAY) LocalDate day,
            @RequestParam(value = "office_id", required = false) @About("Only there") @Sample(Samples.OFFICE) @Nullable UUID officeId,
            @RequestParam(value = "need", required = false)
                    @About("Languages and aids needed")
                    @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> need) {
        return Page.of(agenda.day(places.search(service, officeId, need), day, clock.instant()).stream()
                .map(places::slot)
                .toList());
    }

    @Needs(Scope.SERVICES_READ)
    @Operation(
            id = "readFirstFreeSlot",
            summary = "The first free hour, in one office or anywhere",
            tag = Operation.Tag.SERVICES,
            refuses = Kind.NO_FREE_SLOT)
    @GetMapping("/first-free-slot")
    SlotView first(
            Actor by,
            @PathVariable @Sample(Samples.SERVICE) @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
            @RequestParam(value = "office_id", required = false) @About("Only there") @Sample(Samples.OFFICE) @Nullable UUID officeId,
            @RequestParam(value = "need", required = false)
                    @About("Languages and aids needed")
                    @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> need) {
        return agenda.firstFree(places.search(service, officeId, need), clock.instant())
                .map(places::slot)
                .orElseThrow(() -> Problem.of(Kind.NO_FREE_SLOT));
    }
}

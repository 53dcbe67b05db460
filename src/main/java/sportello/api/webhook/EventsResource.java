package sportello.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.page.Cursor;
import sportello.api.page.Page;
import sportello.identity.Actor;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.partners.webhooks.Happening;
import sportello.partners.webhooks.Webhooks;

/// What happened to the appointments a program booked, for who would rather ask than be told.
@RestController
@RequestMapping("/api/v1/events")
class EventsResource {

    private final Webhooks webhooks;

    EventsResource(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Operation(
            id = "listEvents",
            summary = "What happened, the oldest first",
            about = "Events are kept for thirty days, unless the installation says otherwise.",
            tag = Operation.Tag.EVENTS)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping
    Page<EventView> all(
            Actor.Client by,
            @RequestParam(value = "limit", defaultValue = "20") @Sample("20") @Min(1) @Max(100) int limit,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 200) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var found = webhooks.happenings(by, behind(cursor), limit + 1);
        var piece = found.subList(0, Math.min(limit, found.size()));
        return Page.of(piece.stream().map(EventView::of).toList(), end(piece, found.size() > limit));
    }

    static long behind(@Nullable String cursor) {
        return Cursor.read(cursor, Long::valueOf).orElse(0L);
    }

    static Optional<Cursor> end(List<Happening> piece, boolean more) {
        return more ? Optional.of(new Cursor(String.valueOf(piece.getLast().number()))) : Optional.empty();
    }
}

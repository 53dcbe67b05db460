package sportello.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
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
            about =
                    "Every event is seen once, in an order into which none comes later: whoever keeps the last `next_cursor` "
                            + "and asks again with it misses nothing. A page with events always has one; an empty page means "
                            + "that nothing more has happened yet. Events are kept for thirty days, unless the installation "
                            + "says otherwise.",
            tag = Operation.Tag.EVENTS)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping
    Page<EventView> all(
            Actor.Client by,
            @RequestParam(value = "limit", defaultValue = "20") @Sample("20") @Min(1) @Max(100) int limit,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 200) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var after = Cursor.read(cursor, UUID::fromString);
        var piece = webhooks.happenings(by, after, limit);
        var end = piece.isEmpty()
                ? Optional.<Cursor>empty()
                : Optional.of(new Cursor(piece.getLast().id().toString()));
        return Page.of(piece.stream().map(EventView::of).toList(), end);
    }
}

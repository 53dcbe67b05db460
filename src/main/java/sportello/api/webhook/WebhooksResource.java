package sportello.api.webhook;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.page.Cursor;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.partners.Needs;
import sportello.partners.Scope;
import sportello.partners.webhooks.Delivery;
import sportello.partners.webhooks.Webhooks;
import sportello.partners.webhooks.Webhooks.Registered;

/// Addresses of a program that are told what happened.
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhooksResource {

    static final String SAMPLE = "01960000-0000-7000-8000-000000000202";

    private final Webhooks webhooks;

    WebhooksResource(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Operation(
            id = "registerWebhook",
            summary = "Has an address told",
            about =
                    "Each event is posted there as JSON until it is answered with a status from 200 to 299; redirects are not "
                            + "followed. `Sportello-Signature` holds `t`, the moment in seconds, and `v1`, the HMAC-SHA-256 of "
                            + "`t`, a dot and the body under the secret, in hexadecimal. An event may come more than once, "
                            + "always under the same `Idempotency-Key`; those of one appointment come in order.",
            tag = Operation.Tag.EVENTS,
            answers = 201,
            refuses = {Kind.ALREADY_THERE, Kind.NOT_NOW})
    @Needs(Scope.WEBHOOKS_MANAGE)
    @PostMapping
    ResponseEntity<WebhookView> register(Actor.Client by, @Valid @RequestBody WebhookRequest wanted) {
        return switch (webhooks.register(by, wanted.address(), EnumSet.copyOf(wanted.kinds()))) {
            case Registered.Done(var webhook, var secret) ->
                ResponseEntity.created(URI.create("/api/v1/webhooks/" + webhook.id()))
                        .body(WebhookView.of(webhook, secret));
            case Registered.Unfit(var why) ->
                throw Problem.of(Kind.INVALID).at("address", "program.address." + why, Map.of());
            case Registered.Already() -> throw Problem.of(Kind.ALREADY_THERE);
            case Registered.TooMany(var _) -> throw Problem.of(Kind.NOT_NOW);
        };
    }

    @Operation(id = "listWebhooks", summary = "The addresses that are told", tag = Operation.Tag.EVENTS)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping
    Page<WebhookView> all(Actor.Client by) {
        return Page.of(webhooks.of(by).stream()
                .map(webhook -> WebhookView.of(webhook, null))
                .toList());
    }

    @Operation(id = "readWebhook", summary = "One address and how it does", tag = Operation.Tag.EVENTS)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping("/{webhook_id}")
    WebhookView read(Actor.Client by, @PathVariable("webhook_id") @Sample(SAMPLE) UUID id) {
        return webhooks.find(by, id)
                .map(webhook -> WebhookView.of(webhook, null))
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    @Operation(
            id = "removeWebhook",
            summary = "Tells an address nothing more",
            tag = Operation.Tag.EVENTS,
            answers = 204)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @DeleteMapping("/{webhook_id}")
    ResponseEntity<Void> remove(Actor.Client by, @PathVariable("webhook_id") @Sample(SAMPLE) UUID id) {
        if (!webhooks.stop(by, id)) throw Problem.of(Kind.NOT_FOUND);
        return ResponseEntity.noContent().build();
    }

    @Operation(
            id = "renewWebhookSecret",
            summary = "Signs with another secret",
            about = "The former one signs beside it for a day: `Sportello-Signature` then holds two `v1`.",
            tag = Operation.Tag.EVENTS)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @PostMapping("/{webhook_id}/secrets")
    SecretView renew(Actor.Client by, @PathVariable("webhook_id") @Sample(SAMPLE) UUID id) {
        return webhooks.renewSecret(by, id).map(SecretView::new).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    @Operation(
            id = "replayEvents",
            summary = "Tells again what happened after an event",
            about = "In the same order and under the same ids; also what was set aside, and what happened before the "
                    + "address was registered.",
            tag = Operation.Tag.EVENTS,
            answers = 202)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @PostMapping("/{webhook_id}/replays")
    ResponseEntity<ReplayView> replay(
            Actor.Client by,
            @PathVariable("webhook_id") @Sample(SAMPLE) UUID id,
            @Valid @RequestBody ReplayRequest asked) {
        var events = webhooks.replay(by, id, Optional.ofNullable(asked.afterEventId()));
        return ResponseEntity.accepted().body(new ReplayView(events.orElseThrow(() -> Problem.of(Kind.NOT_FOUND))));
    }

    @Operation(
            id = "listDeliveries",
            summary = "What an address was told, the oldest first",
            tag = Operation.Tag.EVENTS)
    @Needs(Scope.WEBHOOKS_MANAGE)
    @GetMapping("/{webhook_id}/deliveries")
    Page<DeliveryView> deliveries(
            Actor.Client by,
            @PathVariable("webhook_id") @Sample(SAMPLE) UUID id,
            @RequestParam(value = "limit", defaultValue = "20") @Sample("20") @Min(1) @Max(100) int limit,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 200) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var found =
                webhooks.deliveries(by, id, behind(cursor), limit + 1).orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
        var piece = found.subList(0, Math.min(limit, found.size()));
        return Page.of(
                piece.stream().map(DeliveryView::of).toList(),
                found.size() > limit ? Optional.of(end(piece.getLast())) : Optional.empty());
    }

    private static long behind(@Nullable String cursor) {
        return Cursor.read(cursor, Long::valueOf).orElse(0L);
    }

    private static Cursor end(Delivery last) {
        return new Cursor(String.valueOf(last.happening().number()));
    }
}

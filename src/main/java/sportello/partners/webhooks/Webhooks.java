package sportello.partners.webhooks;

import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.partners.webhooks.HappeningRows.Place;
import sportello.platform.Envelope;

/// The addresses a program wants to be told at, and what it was told. Each verb is the program's own: another's address
/// does not exist.
@Service
@Transactional
public class Webhooks {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";

    private final WebhookRows rows;
    private final DeliveryRows deliveries;
    private final HappeningRows happenings;
    private final SafeAddress addresses;
    private final Envelope envelope;
    private final WebhookSettings settings;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    Webhooks(
            WebhookRows rows,
            DeliveryRows deliveries,
            HappeningRows happenings,
            SafeAddress addresses,
            Envelope envelope,
            WebhookSettings settings,
            AuditTrail audit,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.deliveries = deliveries;
        this.happenings = happenings;
        this.addresses = addresses;
        this.envelope = envelope;
        this.settings = settings;
        this.audit = audit;
        this.transaction = transaction;
    }

    public sealed interface Registered {
        /// The secret is told this once.
        record Done(Webhook webhook, String secret) implements Registered {}

        /// `why`: not-an-address, not-https, not-public, unknown-host.
        record Unfit(String why) implements Registered {}

        record Already() implements Registered {}

        record TooMany(int most) implements Registered {}
    }

    /// A name that resolves slowly holds no connection of the database.
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Registered register(Actor.Client by, String address, Set<Happening.Kind> kinds) {
        try {
            addresses.resolved(addresses.wellMade(address));
        } catch (SafeAddress.Forbidden forbidden) {
            return new Registered.Unfit(String.valueOf(forbidden.getMessage()));
        } catch (UnknownHostException unknown) {
            return new Registered.Unfit("unknown-host");
        }
        return Objects.requireNonNull(transaction.execute(_ -> added(by, address, kinds)));
    }

    private Registered added(Actor.Client by, String address, Set<Happening.Kind> kinds) {
        rows.lock(by.clientId());
        if (rows.of(by.clientId()).size() >= settings.mostPerPartner())
            return new Registered.TooMany(settings.mostPerPartner());
        var id = UUID.randomUUID();
        var secret = freshSecret();
        var added = rows.add(by.clientId(), address, kinds, id, close(id, secret));
        added.ifPresent(_ -> record("partners.webhook-registered", by, id));
        return added.<Registered>map(webhook -> new Registered.Done(webhook, secret))
                .orElseGet(Registered.Already::new);
    }

    @Transactional(readOnly = true)
    public List<Webhook> of(Actor.Client by) {
        return rows.of(by.clientId());
    }

    @Transactional(readOnly = true)
    public Optional<Webhook> find(Actor.Client by, UUID id) {
        return rows.find(by.clientId(), id);
    }

    /// What was not told yet is told no more.
    public boolean stop(Actor.Client by, UUID id) {
        boolean stopped = rows.stop(by.clientId(), id);
        if (stopped) record("partners.webhook-stopped", by, id);
        return stopped;
    }

    /// Another secret; the former signs beside it for a while.
    public Optional<String> renewSecret(Actor.Client by, UUID id) {
        var secret = freshSecret();
        if (!rows.renew(by.clientId(), id, close(id, secret), settings.formerSecret())) return Optional.empty();
        record("partners.webhook-secret-renewed", by, id);
        return Optional.of(secret);
    }

    /// Tells again all that happened after that, in the same order and under the same ids. Empty for an address or a
    /// happening that is not the program's.
    ///
    /// @param after all there is, when empty
    public Optional<Integer> replay(Actor.Client by, UUID id, Optional<UUID> after) {
        if (rows.find(by.clientId(), id).isEmpty()) return Optional.empty();
        var place = after.isEmpty() ? Optional.of(Place.BEGINNING) : happenings.placeOf(by.clientId(), after.get());
        return place.map(from -> {
            record("partners.webhook-replayed", by, id);
            return deliveries.replay(id, from);
        });
    }

    @Transactional(readOnly = true)
    public Optional<List<Delivery>> deliveries(Actor.Client by, UUID id, long after, int most) {
        return rows.find(by.clientId(), id).map(_ -> deliveries.of(id, after, most));
    }

    /// For who would rather ask than be told: those after that one, in an order into which nothing comes later. After
    /// one that was forgotten meanwhile, all that are kept.
    @Transactional(readOnly = true)
    public List<Happening> happenings(Actor.Client by, Optional<UUID> after, int most) {
        var place = after.flatMap(id -> happenings.placeOf(by.clientId(), id)).orElse(Place.BEGINNING);
        return happenings.after(by.clientId(), place, most);
    }

    @EventListener(ApplicationStartedEvent.class)
    void settleRestored() {
        happenings.settleRestored();
    }

    /// Those that sign now: the present one first.
    List<String> secrets(UUID id) {
        var kept = rows.secrets(id);
        var former = kept.former();
        return former == null ? List.of(open(id, kept.present())) : List.of(open(id, kept.present()), open(id, former));
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT13M")
    void forgetOld() {
        happenings.forget(settings.kept());
    }

    private String close(UUID id, String secret) {
        return envelope.close(purpose(id), secret.getBytes(StandardCharsets.UTF_8));
    }

    private String open(UUID id, String closed) {
        return envelope.open(purpose(id), closed)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("A webhook's secret was closed under other keys"));
    }

    private static String purpose(UUID id) {
        return "webhook " + id;
    }

    private static String freshSecret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void record(String act, Actor.Client by, UUID id) {
        audit.record(Act.of(act), by.doer(), new Subject("webhook", id), Map.of());
    }
}

package sportello.partners.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.partners.webhooks.Teller.Said;

/// Tells the addresses what happened, each on a thread of its own: one that is slow or away holds up nobody but itself.
/// What was taken and not settled is taken again when its lease is over, so that a crash loses nothing.
@Component
class Deliveries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int AT_ONCE = 4;

    private final DeliveryRows rows;
    private final WebhookRows webhooks;
    private final Teller teller;
    private final WebhookSettings settings;
    private final UUID node = UUID.randomUUID();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Deliveries(DeliveryRows rows, WebhookRows webhooks, Teller teller, WebhookSettings settings) {
        this.rows = rows;
        this.webhooks = webhooks;
        this.teller = teller;
        this.settings = settings;
    }

    @Scheduled(fixedDelay = 500, initialDelay = 1_000)
    void look() {
        if (!running) return;
        for (var webhook : rows.due())
            if (busy.add(webhook.id()))
                Thread.ofVirtual().name("webhook-" + webhook.id()).start(() -> serve(webhook));
    }

    private void serve(Webhook webhook) {
        try {
            while (running && some(webhook)) Thread.onSpinWait();
        } catch (RuntimeException e) {
            LOG.warn("A webhook waits ({})", e.getClass().getSimpleName());
        } finally {
            busy.remove(webhook.id());
        }
    }

    /// True when all of a full round was heard: there may be more. Who did not answer last is asked with one alone.
    boolean some(Webhook webhook) {
        var taken = rows.take(webhook.id(), node, webhook.failures() > 0 ? 1 : AT_ONCE, settings.lease());
        var said = all(webhook, taken);
        boolean heard = true;
        for (int i = 0; i < taken.size(); i++) heard &= settled(webhook, taken.get(i), said.get(i));
        return heard && webhook.failures() == 0 && taken.size() == AT_ONCE;
    }

    private List<Said> all(Webhook webhook, List<DeliveryRows.Taken> taken) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var under = new ArrayList<Future<Said>>();
            for (var one : taken) under.add(threads.submit(() -> teller.tell(webhook, one.happening())));
            var said = new ArrayList<Said>();
            for (var each : under) said.add(each.get());
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean settled(Webhook webhook, DeliveryRows.Taken one, Said said) {
        switch (said) {
            case Said.Heard() -> {
                settle(webhook, one, Delivery.State.DELIVERED, Duration.ZERO, null);
                webhooks.answered(webhook.id());
            }
            case Said.Refused(var why) -> {
                int attempts = one.attempts() + 1;
                var state = attempts >= settings.attempts() ? Delivery.State.DEAD : Delivery.State.QUEUED;
                settle(webhook, one, state, settings.pause(attempts), why);
                webhooks.answered(webhook.id());
            }
            case Said.NotThere(var why, var again) -> {
                boolean tooLong = one.waited() > settings.giveUpAfter().toSeconds();
                settle(webhook, one, tooLong ? Delivery.State.DEAD : Delivery.State.QUEUED, Duration.ZERO, why);
                var pause = Teller.orElse(again, settings.pause(webhook.failures() + 1));
                webhooks.failed(webhook.id(), webhook.failures(), pause, why);
            }
        }
        return said instanceof Said.Heard;
    }

    private void settle(
            Webhook webhook,
            DeliveryRows.Taken one,
            Delivery.State state,
            Duration pause,
            @org.jspecify.annotations.Nullable String trouble) {
        rows.settle(webhook.id(), one.happening().id(), node, state, pause, trouble);
    }

    @Override
    public void start() {
        running = true;
    }

    /// What is under way ends with its time-out, or is taken again after its lease.
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

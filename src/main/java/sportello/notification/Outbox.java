package sportello.notification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentId;
import sportello.notification.HandoverRows.Settlement;
import sportello.notification.Lane.Result;
import sportello.notification.Lane.Verdict;
import sportello.platform.KeyRing;
import sportello.platform.ProductClock;

/// Hands messages over. What is taken and not settled is taken again when its lease is over, so a crash loses none and
/// at most repeats those under way, with the same key.
@Component
class Outbox implements Messages, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(3);
    private static final Duration PARTS_KEPT = Duration.ofDays(8);
    private static final Duration NOT_FOR_LONG = Duration.ofMillis(100);

    /// Connections to the database used for putting messages together, at most: the others are the readers'.
    private static final int COMPOSING_AT_ONCE = 4;

    private final OutboxRows rows;
    private final HandoverRows handovers;
    private final Composer composer;
    private final NotificationSettings settings;
    private final KeyRing keys;
    private final ProductClock clock;
    private final UUID node = UUID.randomUUID();
    private final Semaphore composing = new Semaphore(COMPOSING_AT_ONCE);
    private final List<String> carried;
    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean running;

    Outbox(
            OutboxRows rows,
            HandoverRows handovers,
            Composer composer,
            ObjectProvider<Carrier> carriers,
            NotificationSettings settings,
            KeyRing keys,
            ProductClock clock) {
        this.rows = rows;
        this.handovers = handovers;
        this.composer = composer;
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        var byKind = carriers.orderedStream().collect(Collectors.groupingBy(Carrier::kind));
        this.carried = List.copyOf(byKind.keySet());
        byKind.forEach((kind, ofKind) -> lanes.add(new Lane(
                kind,
                ofKind,
                source(),
                this::handOver,
                settings.lease(),
                settings.firstPause(),
                settings.longestRest())));
    }

    private Lane.Source source() {
        return new Lane.Source() {
            @Override
            public List<OutboxRows.Row> take(String kind, int most) {
                return rows.take(kind, node, most, settings.lease(), clock.instant());
            }

            @Override
            public void settle(List<Settlement> settled) {
                handovers.settle(node, settled, settings.giveUpAfter());
            }

            @Override
            public void renew(List<UUID> messages) {
                handovers.renew(node, messages, settings.lease());
            }
        };
    }

    @Override
    public void start() {
        lanes.forEach(Lane::open);
        running = true;
    }

    /// What is under way has a moment to be settled.
    @Override
    public void stop() {
        running = false;
        lanes.forEach(Lane::close);
        var deadline = System.nanoTime() + LAST_PATIENCE.toNanos();
        try {
            while (!lanes.stream().allMatch(Lane::empty) && System.nanoTime() < deadline) Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.forEach(Lane::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 10_000)
    void sayWhatNobodyCarries() {
        rows.nobodyCarries(carried);
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 600_000)
    void forgetReports() {
        handovers.forgetParts(PARTS_KEPT);
    }

    /// A message that cannot be put together, or whose carrier breaks, is set aside for later: the others do not wait
    /// behind it.
    private Result handOver(OutboxRows.Row row, Carrier carrier) {
        try {
            return carried(row, carrier);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(waiting(row, "stopped", NOT_FOR_LONG), Verdict.NEITHER);
        } catch (Throwable e) {
            return new Result(tried(row, e.getClass().getSimpleName()), Verdict.NEITHER);
        }
    }

    private Result carried(OutboxRows.Row row, Carrier carrier) throws Exception {
        composing.acquire();
        Outgoing message;
        try {
            var composed = composer.compose(row);
            if (composed.isEmpty()) return new Result(Settlement.ended(row.id(), "POINTLESS", null), Verdict.NEITHER);
            message = composed.get();
            if (composer.toThirdParty(row, message.to()) && !reserved(row, message))
                return new Result(Settlement.ended(row.id(), "WITHHELD", "too-many"), Verdict.NEITHER);
        } finally {
            composing.release();
        }
        return switch (carrier.handOver(message)) {
            case Handed.Taken(var references) ->
                new Result(
                        new Settlement(row.id(), "HANDED_OVER", carrier.name(), null, true, Duration.ZERO, references),
                        Verdict.WELL);
            case Handed.Refused(var why) -> new Result(Settlement.ended(row.id(), "FAILED", why), Verdict.WELL);
            case Handed.Again(var why, var pause) ->
                new Result(pause == null ? tried(row, why) : waiting(row, why, pause), Verdict.WELL);
            case Handed.Busy(var why) -> new Result(waiting(row, why, NOT_FOR_LONG), Verdict.COMPLAINED);
            case Handed.Down(var why) -> new Result(waiting(row, why, NOT_FOR_LONG), Verdict.SILENT);
        };
    }

    /// Rule G14: only messages to an address that is not the recipient's own, as far as we know, are counted.
    private boolean reserved(OutboxRows.Row row, Outgoing message) {
        var number = keys.mac("message-address", message.to().getBytes(StandardCharsets.UTF_8));
        return handovers.reserve(row.id(), number, row.sender(), settings.perNumberADay(), settings.perSenderADay());
    }

    private Settlement tried(OutboxRows.Row row, String why) {
        LOG.warn("Message {} was not taken ({}), attempt {}", row.id(), why, row.attempts() + 1);
        return row.attempts() + 1 >= settings.attempts()
                ? Settlement.ended(row.id(), "FAILED", why)
                : new Settlement(row.id(), "QUEUED", null, why, true, pause(row.attempts()), List.of());
    }

    private static Settlement waiting(OutboxRows.Row row, String why, Duration pause) {
        return new Settlement(row.id(), "QUEUED", null, why, false, pause, List.of());
    }

    /// Doubles each time.
    Duration pause(int attempts) {
        var pause = settings.firstPause().multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : pause;
    }

    @Override
    public List<MessageFate> about(AppointmentId appointment) {
        return rows.fates(appointment.value());
    }

    @Override
    public boolean sendAgain(UUID message) {
        return rows.again(message);
    }
}

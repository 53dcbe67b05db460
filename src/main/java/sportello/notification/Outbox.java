package sportello.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentId;
import sportello.meeting.EntryId;
import sportello.notification.HandoverRows.Settlement;
import sportello.notification.Lane.Result;
import sportello.notification.Lane.Verdict;
import sportello.platform.ProductClock;

/// Hands messages over. What is taken and not settled is taken again when its lease is over, so a crash loses none and
/// at most repeats those under way, with the same key.
@Component
class Outbox implements Messages, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(3);
    private static final Duration PARTS_KEPT = Duration.ofDays(8);
    private static final Duration NOT_FOR_LONG = Duration.ofMillis(100);

    private final OutboxRows rows;
    private final NoticeRows notices;
    private final HandoverRows handovers;
    private final Parcels parcels;
    private final NotificationSettings settings;
    private final ProductClock clock;
    private final UUID node = UUID.randomUUID();
    private final List<String> carried;
    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean running;

    Outbox(
            OutboxRows rows,
            NoticeRows notices,
            HandoverRows handovers,
            Parcels parcels,
            ObjectProvider<Carrier> carriers,
            NotificationSettings settings,
            ProductClock clock) {
        this.rows = rows;
        this.notices = notices;
        this.handovers = handovers;
        this.parcels = parcels;
        this.settings = settings;
        this.clock = clock;
        var byKind = carriers.orderedStream().collect(Collectors.groupingBy(Carrier::kind));
        this.carried = List.copyOf(byKind.keySet());
        byKind.forEach((kind, ofKind) -> lanes.add(new Lane(
                kind,
                ofKind,
                source(),
                this::putTogether,
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
            public void giveBack(List<UUID> messages) {
                handovers.giveBack(node, messages);
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

    private static Result settled(Settlement settlement) {
        return new Result(settlement, Verdict.NEITHER);
    }

    private List<Lane.Ready> putTogether(List<OutboxRows.Row> taken) {
        return parcels.of(taken).stream()
                .map(parcel -> (Lane.Ready) carrier -> handOver(parcel, carrier))
                .toList();
    }

    /// A message that cannot be put together, or whose carrier breaks, is set aside for later: the others do not wait
    /// behind it.
    Result handOver(Parcels.Parcel parcel, Carrier carrier) {
        var row = parcel.row();
        return switch (parcel) {
            case Parcels.Broken(var _, var why) -> settled(tried(row, why));
            case Parcels.Empty _ -> settled(Settlement.ended(row.id(), "POINTLESS", null));
            case Parcels.TooMany _ -> settled(Settlement.ended(row.id(), "WITHHELD", "too-many"));
            case Parcels.Full(var _, var message) -> carried(row, message, carrier);
        };
    }

    private Result carried(OutboxRows.Row row, Outgoing message, Carrier carrier) {
        try {
            if (parcels.overtaken(row)) return settled(Settlement.ended(row.id(), "POINTLESS", null));
            return switch (carrier.handOver(message)) {
                case Handed.Taken(var references) ->
                    new Result(
                            new Settlement(
                                    row.id(), "HANDED_OVER", carrier.name(), null, true, Duration.ZERO, references),
                            Verdict.WELL);
                case Handed.Pointless(var why) ->
                    new Result(Settlement.ended(row.id(), "POINTLESS", why), Verdict.WELL);
                case Handed.Refused(var why) -> new Result(Settlement.ended(row.id(), "FAILED", why), Verdict.WELL);
                case Handed.Again(var why, var pause) ->
                    new Result(pause == null ? tried(row, why) : waiting(row, why, pause), Verdict.WELL);
                case Handed.Busy(var why) -> new Result(waiting(row, why, NOT_FOR_LONG), Verdict.COMPLAINED);
                case Handed.Down(var why) -> new Result(waiting(row, why, NOT_FOR_LONG), Verdict.SILENT);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return settled(waiting(row, "stopped", NOT_FOR_LONG));
        } catch (Throwable e) {
            return settled(tried(row, e.getClass().getSimpleName()));
        }
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
    public List<NoticeFate> noticesAbout(AppointmentId appointment) {
        return notices.fates(appointment.value());
    }

    @Override
    public Optional<MessageFate> lastCode(EntryId entry) {
        return rows.lastCode(entry.value());
    }
}

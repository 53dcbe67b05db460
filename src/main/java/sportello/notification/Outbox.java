package sportello.notification;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.booking.AppointmentId;
import sportello.platform.KeyRing;
import sportello.platform.ProductClock;

/// Hands messages over, one transaction each: what is claimed and not committed is claimed again, so a crash loses
/// none and at most repeats the one under way, with the same key.
@Component
class Outbox implements Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final OutboxRows rows;
    private final Composer composer;
    private final Map<String, Carrier> carriers;
    private final NotificationSettings settings;
    private final TransactionTemplate transaction;
    private final KeyRing keys;
    private final ProductClock clock;
    private final Map<String, Boolean> silentKinds = new ConcurrentHashMap<>();

    Outbox(
            OutboxRows rows,
            Composer composer,
            ObjectProvider<Carrier> carriers,
            NotificationSettings settings,
            TransactionTemplate transaction,
            KeyRing keys,
            ProductClock clock) {
        this.rows = rows;
        this.composer = composer;
        this.carriers = carriers.stream().collect(Collectors.toMap(Carrier::kind, Function.identity()));
        this.settings = settings;
        this.transaction = transaction;
        this.keys = keys;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 300, initialDelay = 1_500)
    void handOverWhatIsDue() {
        while (handOverOne()) Thread.onSpinWait();
    }

    /// A message that cannot be put together, or whose carrier broke the transaction, is set aside for later: the
    /// others do not wait behind it.
    private boolean handOverOne() {
        var claimed = new AtomicReference<OutboxRows.@Nullable Row>();
        try {
            transaction.executeWithoutResult(
                    status -> rows.claim(clock.instant()).ifPresent(row -> {
                        claimed.set(row);
                        handOver(row);
                    }));
        } catch (RuntimeException e) {
            var row = claimed.get();
            if (row == null) throw e;
            transaction.executeWithoutResult(status -> troubled(row, null, e));
        }
        return claimed.get() != null;
    }

    private void handOver(OutboxRows.Row row) {
        var carrier = carriers.get(row.kind());
        if (carrier == null) {
            if (silentKinds.putIfAbsent(row.kind(), true) == null) {
                LOG.warn("No carrier for {} is configured: such messages wait in the outbox", row.kind());
            }
            rows.again(row.id(), settings.longestPause(), "no carrier");
            return;
        }
        var composed = composer.compose(row);
        if (composed.isEmpty()) {
            rows.settle(row.id(), "POINTLESS", null, null);
            return;
        }
        var message = composed.get();
        var number = composer.toThirdParty(row, message.to())
                ? keys.mac("message-address", message.to().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : null;
        if (number != null && tooMany(row, number)) {
            rows.settle(row.id(), "WITHHELD", number, "too many in a day");
            return;
        }
        try {
            carrier.handOver(message);
            rows.settle(row.id(), "HANDED_OVER", number, null);
        } catch (Exception e) {
            troubled(row, number, e);
        }
    }

    private void troubled(OutboxRows.Row row, byte @Nullable [] number, Exception e) {
        var trouble = e.getClass().getSimpleName();
        LOG.warn("Message {} was not taken ({}), attempt {}", row.id(), trouble, row.attempts() + 1);
        if (row.attempts() + 1 >= settings.attempts()) rows.settle(row.id(), "FAILED", number, trouble);
        else rows.again(row.id(), pause(row.attempts()), trouble);
    }

    /// Rule G14: only messages to an address that is not the recipient's own, as far as we know, are counted.
    private boolean tooMany(OutboxRows.Row row, byte[] number) {
        return rows.toNumberLately(number) >= settings.perNumberADay()
                || row.sender() != null && rows.bySenderLately(row.sender()) >= settings.perSenderADay();
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
}

package sportello.notification.carriers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import sportello.notification.Receipts;
import sportello.notification.Receipts.Receipt;

/// Delivery reports from the SMS centre. Each is answered when it is kept, many together; what cannot be kept now is
/// refused for now, so that the centre repeats it. What people answer to an SMS is not read.
final class SmppReports implements MessageReceiverListener, AutoCloseable {

    private static final int TOGETHER = 500;
    private static final Pattern ID = Pattern.compile("\\bid:(\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATE = Pattern.compile("\\bstat:([A-Z]+)", Pattern.CASE_INSENSITIVE);

    private record Waiting(Receipt receipt, CompletableFuture<Boolean> kept) {}

    private final String provider;
    private final Receipts receipts;
    private final Duration patience;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread keeper;

    SmppReports(String provider, Receipts receipts, Duration patience) {
        this.provider = provider;
        this.receipts = receipts;
        this.patience = patience;
        this.keeper = Thread.ofVirtual().name("smpp-reports").start(this::keep);
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm report) throws ProcessRequestException {
        if (!report.isSmscDeliveryReceipt()) return;
        var receipt = read(report);
        if (receipt.isEmpty()) return;
        var one = new Waiting(receipt.get(), new CompletableFuture<>());
        waiting.add(one);
        try {
            one.kept().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProcessRequestException("not kept", SMPPConstant.STAT_ESME_RX_T_APPN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessRequestException("not kept", SMPPConstant.STAT_ESME_RX_T_APPN, e);
        }
    }

    /// Empty for what is not final.
    private Optional<Receipt> read(DeliverSm report) {
        var body = report.getShortMessage();
        var words = body == null ? "" : new String(body, StandardCharsets.ISO_8859_1);
        var named = report.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        var reference = named != null ? named.getValueAsString() : first(ID, words);
        var state = report.getOptionalParameter(OptionalParameter.Message_state.class);
        var outcome = state != null ? String.valueOf(state.getMessageState()) : first(STATE, words);
        if (reference == null || outcome == null) return Optional.empty();
        return switch (outcome.toUpperCase(Locale.ROOT)) {
            case "DELIVRD", "DELIVERED" -> Optional.of(new Receipt(provider, reference, true, ""));
            case "EXPIRED" -> Optional.of(new Receipt(provider, reference, false, "sms-expired"));
            case "DELETED" -> Optional.of(new Receipt(provider, reference, false, "sms-deleted"));
            case "UNDELIV", "UNDELIVERABLE" ->
                Optional.of(new Receipt(provider, reference, false, "sms-undeliverable"));
            case "REJECTD", "REJECTED" -> Optional.of(new Receipt(provider, reference, false, "sms-rejected"));
            default -> Optional.empty();
        };
    }

    private static @Nullable String first(Pattern pattern, String words) {
        var found = pattern.matcher(words);
        return found.find() ? found.group(1) : null;
    }

    private void keep() {
        try {
            while (true) {
                var some = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(some, TOGETHER);
                try {
                    receipts.came(some.stream().map(Waiting::receipt).toList());
                    some.forEach(one -> one.kept().complete(true));
                } catch (RuntimeException e) {
                    some.forEach(one -> one.kept().completeExceptionally(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("not read", SMPPConstant.STAT_ESME_RX_P_APPN);
    }

    @Override
    public void close() {
        keeper.interrupt();
    }
}

package sportello.notification.carriers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One bound connection to the SMS centre, both ways, made again with growing pauses whenever it ends.
final class SmppLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);

    /// Reports are answered when they are kept: while some wait, answers to our messages must still be read.
    private static final int READERS = 16;

    private static final int READ_AHEAD = 10_000;

    private final SmsSettings.Smpp settings;
    private final MessageReceiverListener listener;
    private final Thread keeper;
    private volatile @Nullable SMPPSession session;
    private volatile boolean open = true;

    SmppLink(SmsSettings.Smpp settings, MessageReceiverListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.keeper = Thread.ofVirtual().name("smpp-link").start(this::keep);
    }

    /// Null while there is none.
    @Nullable SMPPSession session() {
        var bound = session;
        return bound != null && bound.getSessionState().isTransmittable() ? bound : null;
    }

    @Override
    public void close() {
        open = false;
        var bound = session;
        // Before the keeper is woken, who would cut the connection on which the centre is about to say good-bye.
        if (bound != null) bound.unbindAndClose();
        keeper.interrupt();
    }

    private void keep() {
        int failures = 0;
        try {
            while (open) {
                var ended = new CountDownLatch(1);
                var fresh = fresh(ended);
                try {
                    bind(fresh);
                    failures = 0;
                    session = fresh;
                    LOG.info("Bound to the SMS centre as {}", settings);
                    ended.await();
                    if (open) LOG.warn("The link to the SMS centre ended");
                } catch (IOException e) {
                    failures++;
                    if (failures == 1) LOG.warn("The SMS centre cannot be reached ({})", reason(e));
                } finally {
                    session = null;
                    fresh.close();
                }
                Thread.sleep(pause(failures));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SMPPSession fresh(CountDownLatch ended) {
        var fresh = new SMPPSession(new SmppSockets(settings));
        fresh.setPduProcessorDegree(READERS);
        fresh.setQueueCapacity(READ_AHEAD);
        fresh.setEnquireLinkTimer(Math.toIntExact(settings.enquireLink().toMillis()));
        fresh.setTransactionTimer(settings.answerWithin().toMillis());
        fresh.setMessageReceiverListener(listener);
        fresh.addSessionStateListener((state, before, source) -> {
            if (!state.isNotClosed()) ended.countDown();
        });
        return fresh;
    }

    private void bind(SMPPSession fresh) throws IOException {
        fresh.connectAndBind(
                settings.host(),
                settings.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        settings.systemId(),
                        settings.password(),
                        settings.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""),
                settings.answerWithin().toMillis());
    }

    private Duration pause(int failures) {
        var pause = settings.firstPause().multipliedBy(1L << Math.clamp(failures - 1L, 0, 20));
        return pause.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : pause;
    }

    /// Names no password: the library's own words for a refused bind are a status.
    private static String reason(IOException e) {
        return e.getCause() == null
                ? e.getClass().getSimpleName()
                : String.valueOf(e.getCause().getMessage());
    }
}

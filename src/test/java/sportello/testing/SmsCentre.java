package sportello.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.*;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/// A real SMS centre of this machine, over TCP. `mood` answers each message: null takes it, a number is the status with
/// which it is refused.
public final class SmsCentre implements AutoCloseable {

    public static final String PASSWORD = "s3cret";

    /// One part as it came.
    public record Taken(
            String reference, String to, String from, byte coding, byte esmClass, byte[] body, SubmitSm pdu) {}

    private final SMPPServerSessionListener listener;
    private final int port;
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    public final List<Taken> taken = new CopyOnWriteArrayList<>();
    public final Map<String, AtomicInteger> perNumber = new ConcurrentHashMap<>();
    public final AtomicInteger binds = new AtomicInteger();
    private volatile Function<SubmitSm, @Nullable Integer> mood = pdu -> null;
    private volatile boolean remembering = true;
    private volatile boolean open = true;

    /// @param port 0 for any free one
    /// @param keys with the centre's certificate under the password `changeit`, null for no TLS
    public SmsCentre(int port, @Nullable KeyStore keys) throws IOException {
        var sockets = new Loopback(keys);
        listener = new SMPPServerSessionListener(port, sockets);
        this.port = sockets.port;
        listener.setPduProcessorDegree(8);
        listener.setQueueCapacity(10_000);
        Thread.ofVirtual().start(this::listen);
    }

    public static SmsCentre start() throws IOException {
        return new SmsCentre(0, null);
    }

    public int port() {
        return port;
    }

    public SmsCentre feeling(Function<SubmitSm, @Nullable Integer> mood) {
        this.mood = mood;
        return this;
    }

    /// Counts only: for many messages.
    public SmsCentre forgetting() {
        remembering = false;
        return this;
    }

    /// Every link ends without a word.
    public void drop() {
        var ended = List.copyOf(sessions);
        sessions.removeAll(ended);
        ended.forEach(SMPPServerSession::close);
    }

    /// A delivery report, in the form most centres use.
    public void report(String reference, String state) throws Exception {
        var words = "id:" + reference + " sub:001 dlvrd:001 submit date:2703021200 done date:2703021201 stat:" + state
                + " err:000 text:";
        sessions.getLast()
                .deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "393331110001",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Sportello",
                        new ESMClass(MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
                        words.getBytes(StandardCharsets.US_ASCII));
    }

    /// What came more than once, counted without the first.
    public int doubled() {
        return perNumber.values().stream().mapToInt(times -> times.get() - 1).sum();
    }

    @Override
    public void close() throws IOException {
        open = false;
        listener.close();
        drop();
    }

    private void listen() {
        while (open) {
            try {
                var session = listener.accept();
                session.setMessageReceiverListener(new Desk());
                Thread.ofVirtual().start(() -> bind(session));
            } catch (IOException e) {
                if (open && !(e instanceof java.net.SocketTimeoutException)) return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            var request = session.waitForBind(5_000);
            if (PASSWORD.equals(request.getPassword())) {
                request.accept("centre", InterfaceVersion.IF_34);
                sessions.add(session);
                binds.incrementAndGet();
            } else request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
        } catch (TimeoutException | IOException | PDUStringException e) {
            session.close();
        }
    }

    private final class Desk implements ServerMessageReceiverListener {
        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source) throws ProcessRequestException {
            var refusal = mood.apply(pdu);
            if (refusal != null) throw new ProcessRequestException("no", refusal);
            var reference = Integer.toString(number.incrementAndGet());
            perNumber
                    .computeIfAbsent(pdu.getDestAddress(), to -> new AtomicInteger())
                    .incrementAndGet();
            if (remembering)
                taken.add(new Taken(
                        reference,
                        pdu.getDestAddress(),
                        pdu.getSourceAddr(),
                        pdu.getDataCoding(),
                        pdu.getEsmClass(),
                        pdu.getShortMessage(),
                        pdu));
            try {
                return new SubmitSmResult(new MessageId(reference), new OptionalParameter[0]);
            } catch (PDUStringException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source) throws ProcessRequestException {
            throw no();
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source) throws ProcessRequestException {
            throw no();
        }

        @Override
        public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source) throws ProcessRequestException {
            throw no();
        }

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm pdu, SMPPServerSession source)
                throws ProcessRequestException {
            throw no();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
            throw no();
        }

        private static ProcessRequestException no() {
            return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }

    private static final class Loopback implements ServerConnectionFactory {

        private final @Nullable KeyStore keys;
        private int port;

        Loopback(@Nullable KeyStore keys) {
            this.keys = keys;
        }

        @Override
        public ServerConnection listen(int wanted) throws IOException {
            var socket = socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
            port = socket.getLocalPort();
            return new ServerConnection() {
                @Override
                public Connection accept() throws IOException {
                    var caller = socket.accept();
                    caller.setTcpNoDelay(true);
                    return new SocketConnection(caller);
                }

                @Override
                public void setSoTimeout(int timeout) throws IOException {
                    socket.setSoTimeout(timeout);
                }

                @Override
                public int getSoTimeout() throws IOException {
                    return socket.getSoTimeout();
                }

                @Override
                public void close() throws IOException {
                    socket.close();
                }
            };
        }

        @Override
        public ServerConnection listen(int wanted, int timeout) throws IOException {
            return listen(wanted);
        }

        @Override
        public ServerConnection listen(int wanted, int timeout, int backlog) throws IOException {
            return listen(wanted);
        }

        private ServerSocket socket() throws IOException {
            if (keys == null) return new ServerSocket();
            try {
                var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                own.init(keys, "changeit".toCharArray());
                var tls = SSLContext.getInstance("TLS");
                tls.init(own.getKeyManagers(), null, null);
                return tls.getServerSocketFactory().createServerSocket();
            } catch (java.security.GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
    }

    /// A centre as a process of its own, for the benchmark: says its port, then answers each line from outside with
    /// `<different numbers> <doubled>`.
    public static void main(String[] arguments) throws Exception {
        try (var centre = new SmsCentre(0, null).forgetting()) {
            System.out.println(centre.port());
            var in = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("forget")) centre.perNumber.clear();
                System.out.println(centre.perNumber.size() + " " + centre.doubled());
            }
        }
    }
}

package sportello.partners.webhooks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Tells one receiver one thing over HTTP/1.1. Connects to the very address that was judged, follows nowhere, and
/// reads no further than the head of the answer: whoever answers without end or with somewhere else to go has
/// answered all the same.
final class Receiver implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final int LONGEST_HEAD = 16 * 1024;

    private final Duration timeout;
    private final SSLSocketFactory tls;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-watch").factory());

    Receiver(Duration timeout, SSLSocketFactory tls) {
        this.timeout = timeout;
        this.tls = tls;
    }

    /// @param again when it wants to be asked again, in seconds
    record Answer(int status, OptionalLong again) {}

    Answer tell(URI address, InetAddress at, Map<String, String> headers, byte[] body) throws IOException {
        try (var socket = new Socket()) {
            var late = new AtomicBoolean();
            var guard = watch.schedule(
                    () -> {
                        late.set(true);
                        close(socket);
                    },
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                socket.connect(new InetSocketAddress(at, port(address)), (int) timeout.toMillis());
                socket.setSoTimeout((int) timeout.toMillis());
                socket.setTcpNoDelay(true);
                return "https".equals(address.getScheme())
                        ? secured(socket, address, headers, body)
                        : exchange(socket, address, headers, body);
            } catch (IOException broken) {
                if (late.get()) throw new SocketTimeoutException("too slow");
                throw broken;
            } finally {
                guard.cancel(false);
            }
        }
    }

    private Answer secured(Socket socket, URI address, Map<String, String> headers, byte[] body) throws IOException {
        try (var secured = (SSLSocket) tls.createSocket(socket, host(address), port(address), true)) {
            var wanted = secured.getSSLParameters();
            wanted.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(wanted);
            secured.startHandshake();
            return exchange(secured, address, headers, body);
        }
    }

    private static Answer exchange(Socket socket, URI address, Map<String, String> headers, byte[] body)
            throws IOException {
        var head = new StringBuilder("POST ").append(path(address)).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(address.getRawAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        var out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return answer(new BufferedInputStream(socket.getInputStream()));
    }

    private static Answer answer(InputStream in) throws IOException {
        var left = new int[] {LONGEST_HEAD};
        while (true) {
            var status = STATUS.matcher(line(in, left));
            if (!status.matches()) throw new IOException("no HTTP");
            int code = Integer.parseInt(status.group(1));
            var again = OptionalLong.empty();
            for (var line = line(in, left); !line.isEmpty(); line = line(in, left)) {
                var lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("retry-after:")) again = seconds(lower.substring("retry-after:".length()));
            }
            if (code >= 200) return new Answer(code, again);
        }
    }

    private static OptionalLong seconds(String text) {
        try {
            return OptionalLong.of(Math.clamp(Long.parseLong(text.strip()), 0, 86_400));
        } catch (NumberFormatException aDate) {
            return OptionalLong.empty();
        }
    }

    private static String line(InputStream in, int[] left) throws IOException {
        var line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0 || --left[0] < 0) throw new IOException("no HTTP");
            if (one != '\r') line.append((char) one);
        }
        return line.toString();
    }

    private static String path(URI address) {
        var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private static String host(URI address) {
        return address.getHost().replaceAll("^\\[|]$", "");
    }

    private static int port(URI address) {
        if (address.getPort() > 0) return address.getPort();
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}

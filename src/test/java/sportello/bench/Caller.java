package sportello.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One connection to the product, kept alive, as sparing as a load generator on the same cores must be: what is asked
/// is ready as bytes, of the answer only what is needed is looked at.
final class Caller implements AutoCloseable {

    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final int port;
    private Socket socket;
    private byte[] buffer = new byte[32 * 1024];
    private int filled;

    Caller(int port) throws IOException {
        this.port = port;
        this.socket = connected(port);
    }

    private static Socket connected(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// The connection was closed before any answer came.
    static final class HungUp extends IOException {
        HungUp() {
            super("The product hung up");
        }
    }

    /// `location` and `body` are empty when there is none, `retryAfter` is in seconds, 0 when it was not said.
    record Reply(int status, String location, int retryAfter, String body) {}

    Reply send(byte[] request) throws IOException {
        if (socket.isClosed()) socket = connected(port);
        socket.getOutputStream().write(request);
        filled = 0;
        int head = headEnd();
        var lines = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(lines, 9, 12, 10);
        var location = header(lines, "\r\nLocation: ");
        var length = header(lines, "\r\nContent-Length: ");
        var body = status == 204 ? "" : length.isEmpty() ? chunked(head) : exactly(head, Integer.parseInt(length));
        if (header(lines, "\r\nConnection: ").equals("close")) socket.close();
        var later = header(lines, "\r\nRetry-After: ");
        return new Reply(status, location, later.isEmpty() ? 0 : Integer.parseInt(later), body);
    }

    private int headEnd() throws IOException {
        int from = 0;
        while (true) {
            for (int at = from; at + 4 <= filled; at++)
                if (buffer[at] == '\r' && Arrays.equals(buffer, at, at + 4, END_OF_HEAD, 0, 4)) return at + 4;
            from = Math.max(0, filled - 3);
            more();
        }
    }

    private String exactly(int from, int length) throws IOException {
        while (filled < from + length) more();
        return length == 0 ? "" : new String(buffer, from, length, StandardCharsets.UTF_8);
    }

    private String chunked(int from) throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        int at = from;
        while (true) {
            int end;
            while ((end = lineEnd(at)) < 0) more();
            int size = Integer.parseInt(new String(buffer, at, end - at, StandardCharsets.ISO_8859_1).strip(), 16);
            at = end + 2;
            while (filled < at + size + 2) more();
            if (size == 0) return body.toString(StandardCharsets.UTF_8);
            body.write(buffer, at, size);
            at += size + 2;
        }
    }

    private int lineEnd(int from) {
        for (int at = from; at + 1 < filled; at++) if (buffer[at] == '\r' && buffer[at + 1] == '\n') return at;
        return -1;
    }

    private void more() throws IOException {
        if (filled == buffer.length) buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        int read = socket.getInputStream().read(buffer, filled, buffer.length - filled);
        if (read < 0 && filled == 0) throw new HungUp();
        if (read < 0) throw new IOException("The product broke off in the middle of an answer");
        filled += read;
    }

    private static String header(String head, String name) {
        int at = head.indexOf(name);
        if (at < 0) return "";
        int from = at + name.length();
        return head.substring(from, head.indexOf('\r', from));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package sportello.demo.tenant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes mail on this machine and hands it on whole, as little SMTP (RFC 5321) as that needs.
public final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Consumer<byte[]> post;
    private final Function<String, String> refusal;

    /// @param post takes each message as it came
    /// @param refusal the answer to a command that is not taken, empty where it is
    public MailServer(Consumer<byte[]> post, Function<String, String> refusal) {
        this.post = post;
        this.refusal = refusal;
        try {
            socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("demo-mail").start(this::listen);
    }

    public String host() {
        return socket.getInetAddress().getHostAddress();
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                Thread.ofVirtual().start(() -> talk(caller));
            } catch (IOException e) {
                if (!socket.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket caller) {
        try (caller;
                var in = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1))) {
            caller.setSoTimeout(30_000);
            say(caller, "220 ready");
            String line;
            while ((line = in.readLine()) != null) {
                var verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                var refused = refusal.apply(line);
                if (!refused.isEmpty()) say(caller, refused);
                else if (verb.equals("DATA")) {
                    say(caller, "354 go on");
                    post.accept(message(in));
                    say(caller, "250 taken");
                } else if (verb.equals("QUIT")) {
                    say(caller, "221 bye");
                    return;
                } else say(caller, "250 fine");
            }
        } catch (IOException e) {
            // Whoever called hung up.
        }
    }

    private static byte[] message(BufferedReader in) throws IOException {
        var message = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return message.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().flush();
    }
}

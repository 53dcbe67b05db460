package sportello.partners.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Receivers that answer well, badly, slowly, without end.
class ReceiverTest {

    private interface Manner {
        void answer(Socket one, OutputStream out) throws Exception;
    }

    private final Receiver receiver =
            new Receiver(Duration.ofMillis(1_500), (SSLSocketFactory) SSLSocketFactory.getDefault());
    private final ServerSocket server;

    ReceiverTest() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
        server.close();
    }

    @Test
    void theStatusIsAllThatCounts() throws Exception {
        assertThat(told("HTTP/1.1 200 OK\r\n\r\n")).isEqualTo(new Receiver.Answer(200, OptionalLong.empty()));
        assertThat(told("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 Nothing\r\n\r\n")
                        .status())
                .isEqualTo(204);
        assertThat(told("HTTP/1.0 503 Away\r\nRetry-After: 120\r\n\r\n").again())
                .hasValue(120);
    }

    @Test
    void whoeverLeadsElsewhereIsNotFollowed() throws Exception {
        assertThat(told("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n")
                        .status())
                .isEqualTo(302);
    }

    @Test
    void anAnswerWithoutEndIsNotRead() throws Exception {
        assertThat(told((one, out) -> {
                            out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                            while (true) out.write(new byte[8192]);
                        })
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aHeadWithoutEndIsLeft() {
        assertThatThrownBy(() -> told((one, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) out.write("X-Long: 0123456789\r\n".getBytes(StandardCharsets.US_ASCII));
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoHttpIsNoAnswer() {
        assertThatThrownBy(() -> told("220 mail.example ready\r\n\r\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> told((one, out) -> one.close())).isInstanceOf(IOException.class);
    }

    @Test
    void whoeverSaysNothingOrALetterAtATimeIsLeft() {
        assertThatThrownBy(() -> told((one, out) -> Thread.sleep(60_000))).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> told((one, out) -> {
                    for (var letter : "HTTP/1.1 200 OK".toCharArray()) {
                        out.write(letter);
                        out.flush();
                        Thread.sleep(400);
                    }
                    Thread.sleep(60_000);
                }))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void whoeverSpeaksNoTlsWhereItIsWantedIsNotToldAnything() {
        assertThatThrownBy(() -> told("https", "HTTP/1.1 200 OK\r\n\r\n"))
                .isInstanceOfAny(SSLException.class, IOException.class);
    }

    private Receiver.Answer told(String answer) throws IOException {
        return told("http", answer);
    }

    private Receiver.Answer told(String scheme, String answer) throws IOException {
        return told(scheme, (one, out) -> out.write(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    private Receiver.Answer told(Manner manner) throws IOException {
        return told("http", manner);
    }

    private Receiver.Answer told(String scheme, Manner manner) throws IOException {
        var serving = Thread.ofVirtual().start(() -> {
            try (var one = server.accept()) {
                var in = one.getInputStream();
                while (in.available() == 0) Thread.sleep(5);
                in.readNBytes(in.available());
                manner.answer(one, one.getOutputStream());
                one.getOutputStream().flush();
                Thread.sleep(50);
            } catch (Exception gone) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            var address = URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/told?x=1");
            return receiver.tell(
                    address,
                    InetAddress.getLoopbackAddress(),
                    Map.of("Content-Type", "application/json"),
                    "{}".getBytes(StandardCharsets.US_ASCII));
        } finally {
            serving.interrupt();
        }
    }
}

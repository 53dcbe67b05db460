package sportello.notification.carriers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import sportello.notification.Handed;

/// A provider spoken to over HTTP: what it may take to connect and to answer, nowhere else than its own address, and
/// what becomes of a message when it is silent.
final class HttpDoor implements AutoCloseable {

    /// What is said at the door, in one exchange or in several.
    interface Exchange {
        Handed over(HttpDoor door) throws IOException, InterruptedException;
    }

    private final HttpClient http;
    private final Duration timeout;
    private final String unreachable;

    /// @param unreachable the trouble of a message whose provider cannot be reached
    HttpDoor(Duration timeout, String unreachable) {
        this.timeout = timeout;
        this.unreachable = unreachable;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    HttpRequest.Builder to(URI address) {
        return HttpRequest.newBuilder(address).timeout(timeout);
    }

    HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Who was not reached has nothing; who was reached and did not answer may have the message.
    Handed handOver(Exchange exchange) throws InterruptedException {
        try {
            return exchange.over(this);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Handed.Down(unreachable);
        } catch (IOException e) {
            return new Handed.Again("no-answer", null);
        }
    }
}

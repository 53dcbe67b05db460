package sportello.web.room;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import sportello.testing.Alone;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.FakeCamera;
import sportello.testing.RunningProduct;

/// What the device test says about the way to the media server, in a real browser.
@Alone
class DeviceTestTest {

    static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void saysThatTheConnectionWorksOnceThePictureCameBack() {
        try (var product = RunningProduct.withMedia()) {
            saysInTheEnd(product, "^Il collegamento video funziona");
            sixTestAtOnceAndLeaveTheirPlaceFree(product);
        }
    }

    @Test
    void saysThatTheMediaServerIsMissingAndAnswersNoOtherOrigin() {
        try (var product = RunningProduct.quiet()) {
            saysInTheEnd(product, "il server video manca o è spento");
            assertThatThrownBy(() -> from("http://elsewhere.example", product, new ArrayList<>()))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .asInstanceOf(InstanceOfAssertFactories.type(WebSocketHandshakeException.class))
                    .extracting(refused -> refused.getResponse().statusCode())
                    .isEqualTo(403);
        }
    }

    private static void sixTestAtOnceAndLeaveTheirPlaceFree(RunningProduct product) {
        var first = new CopyOnWriteArrayList<String>();
        var sockets = Stream.generate(() -> from(product.url(""), product, first))
                .limit(9)
                .toList();
        await().atMost(60, SECONDS).until(() -> first.size() == 9);
        Assertions.assertThat(first)
                .filteredOn(said -> said.contains("ice-servers"))
                .hasSizeBetween(5, 6);
        Assertions.assertThat(first)
                .filteredOn(said -> said.contains("media.busy"))
                .hasSizeBetween(3, 4);
        sockets.forEach(WebSocket::abort);
        await().atMost(60, SECONDS).until(() -> {
            var said = new CopyOnWriteArrayList<String>();
            var next = from(product.url(""), product, said);
            await().atMost(30, SECONDS).until(() -> !said.isEmpty());
            next.abort();
            return said.getFirst().contains("ice-servers");
        });
    }

    private static void saysInTheEnd(RunningProduct product, String words) {
        try (var browser = Browser.with(FakeCamera.green())) {
            var page = browser.window(360, 740);
            page.navigate(product.url("/device-test"));
            assertThat(page.locator("#state-connection"))
                    .containsText(
                            Pattern.compile(words), new LocatorAssertions.ContainsTextOptions().setTimeout(25_000));
            Barriers.none(page, words);
        }
    }

    private static WebSocket from(String origin, RunningProduct product, List<String> heard) {
        var address = URI.create(product.url(DeviceSocket.ADDRESS).replace("http:", "ws:"));
        return CLIENT.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .join();
    }
}

package sportello.web.room;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import sportello.meeting.RoomLeases.Home;

/// Takes a browser's socket on to the node in which its room lives.
@Component
class RoomRelays {

    private static final Logger LOG = LoggerFactory.getLogger(RoomRelays.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final NodePasses passes;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    RoomRelays(NodePasses passes) {
        this.passes = passes;
    }

    /// Null when that node does not take it: the browser was told to come back, and finds the room there or here.
    @Nullable RoomRelay begin(WebSocketSession browser, Handshake.Party party, Home.There there) {
        var relay = new RoomRelay(browser);
        try {
            if (there.address().isBlank())
                throw new ExecutionException("It does not say where it is: sportello.nodes.address", null);
            http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header(NodePasses.HEADER, passes.enter(party, there))
                    .buildAsync(URI.create("ws://" + there.address() + NodesDoor.SOCKET), relay)
                    .get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
            return relay;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "Room {} lives in node {}, which does not take a browser: {}",
                    party.entry().room(),
                    there,
                    why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        relay.endBrowser(CloseStatus.SERVICE_RESTARTED);
        return null;
    }

    private static @Nullable Object why(Exception e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getClass();
    }
}

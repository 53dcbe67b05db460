package sportello.web.room;

import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/// One browser's frames on their way to the node in which its room lives, and back, unread. Either end closing closes
/// the other; a node that dies reads to the browser as a restart.
final class RoomRelay implements WebSocket.Listener {

    private static final int SEND_PATIENCE_MILLIS = 4_000;
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private final WebSocketSession browser;
    private final StringBuilder part = new StringBuilder();
    private volatile @Nullable WebSocket owner;

    RoomRelay(WebSocketSession browser) {
        this.browser = browser;
    }

    @Override
    public void onOpen(WebSocket opened) {
        owner = opened;
        opened.request(1);
    }

    /// The next frame is asked for when this one has left: a slow browser slows down its own relay only.
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (part.length() > LONGEST_ANSWER) {
            from.abort();
            endBrowser(CloseStatus.SERVICE_RESTARTED);
            return null;
        }
        if (last) {
            var whole = part.toString();
            part.setLength(0);
            try {
                browser.sendMessage(new TextMessage(whole));
            } catch (IOException | RuntimeException gone) {
                from.abort();
                endBrowser(CloseStatus.SESSION_NOT_RELIABLE);
                return null;
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        boolean said = code == 1000 || (code >= 3000 && code < 5000) || code == 1012;
        endBrowser(said ? new CloseStatus(code, reason) : CloseStatus.SERVICE_RESTARTED);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        endBrowser(CloseStatus.SERVICE_RESTARTED);
    }

    /// Called by the browser's own thread, one frame after the other.
    void said(String frame) {
        var to = owner;
        if (to == null) return;
        try {
            to.sendText(frame, true).get(SEND_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            to.abort();
            endBrowser(CloseStatus.SERVICE_RESTARTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void browserGone() {
        var to = owner;
        if (to == null || to.isOutputClosed()) return;
        to.sendClose(1000, "gone").whenComplete((done, failed) -> {
            if (failed != null) to.abort();
        });
    }

    void endBrowser(CloseStatus why) {
        try {
            browser.close(why);
        } catch (IOException | RuntimeException gone) {
            // Closed already.
        }
    }
}

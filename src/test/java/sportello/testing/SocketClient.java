package sportello.testing;

import static org.awaitility.Awaitility.await;

import java.net.http.WebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser's end of the room's socket.
public final class SocketClient implements WebSocket.Listener {
    public final List<JsonNode> all = new CopyOnWriteArrayList<>();
    final StringBuilder part = new StringBuilder();
    public volatile @Nullable WebSocket socket;
    public volatile int closedWith;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            all.add(JsonMapper.shared().readTree(part.toString()));
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closedWith = code;
        return null;
    }

    public void says(String frame) {
        Objects.requireNonNull(socket).sendText(frame, true).join();
    }

    public void hangUp() {
        Objects.requireNonNull(socket).abort();
    }

    public long count(String type) {
        return all.stream()
                .filter(one -> one.at("/type").stringValue().equals(type))
                .count();
    }

    public JsonNode last(String type) {
        return all.stream()
                .filter(one -> one.at("/type").stringValue().equals(type))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    public JsonNode heard(String type) {
        await(type).until(() -> count(type) > 0);
        return last(type);
    }

    public JsonNode state(Predicate<JsonNode> such) {
        await("state").until(() -> count("state") > 0 && such.test(last("state")));
        return last("state");
    }

    public String lastText() {
        return last("state").toString();
    }
}

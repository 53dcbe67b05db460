package sportello.web.room;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.meeting.RoomLeases.Home;
import sportello.platform.Envelope;
import sportello.platform.ThisNode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What one node shows another: closed under the installation's own key, for that node alone, once, and for half a
/// minute of the database's time, which is the same for all.
@Component
class NodePasses {

    static final String HEADER = "Sportello-Pass";

    private static final String PURPOSE = "between nodes";
    private static final Duration LASTS = Duration.ofSeconds(30);
    private static final int MANY = 10_000;

    private final Envelope envelope;
    private final ThisNode self;
    private final JsonMapper json;
    private final Set<UUID> shown = ConcurrentHashMap.newKeySet();
    private final Set<UUID> shownBefore = ConcurrentHashMap.newKeySet();
    private Instant turned = Instant.MIN;

    NodePasses(Envelope envelope, ThisNode self, JsonMapper json) {
        this.envelope = envelope;
        this.self = self;
        this.json = json;
    }

    /// `entry` and what follows: who was let onto the socket at the other node; absent when it only asks.
    record Pass(
            UUID to,
            UUID serial,
            long at,
            UUID room,
            @Nullable UUID entry,
            int generation,
            @Nullable UUID staff,
            @Nullable String login) {}

    String ask(UUID room, Home.There there) {
        return closed(new Pass(there.node(), UUID.randomUUID(), there.now().toEpochMilli(), room, null, 0, null, null));
    }

    String enter(Handshake.Party party, Home.There there) {
        var entry = party.entry();
        return closed(new Pass(
                there.node(),
                UUID.randomUUID(),
                there.now().toEpochMilli(),
                entry.room().value(),
                entry.id().value(),
                entry.generation(),
                party.staff(),
                party.login()));
    }

    private String closed(Pass pass) {
        return envelope.close(PURPOSE, json.writeValueAsBytes(pass));
    }

    /// Opens a pass without looking at its hour: who reads it must ask `inTime` with the database's.
    Optional<Pass> read(@Nullable String shown) {
        if (shown == null) return Optional.empty();
        return envelope.open(PURPOSE, shown)
                .flatMap(this::parsed)
                .filter(pass -> pass.to().equals(self.id()));
    }

    private Optional<Pass> parsed(byte[] bytes) {
        try {
            return Optional.of(json.readValue(new String(bytes, StandardCharsets.UTF_8), Pass.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// Once for each pass.
    boolean inTime(Pass pass, Instant now) {
        return Duration.between(Instant.ofEpochMilli(pass.at()), now).abs().compareTo(LASTS) < 0
                && first(pass.serial(), now);
    }

    private synchronized boolean first(UUID serial, Instant now) {
        if (turned.plus(LASTS.multipliedBy(2)).isBefore(now) || shown.size() > MANY) {
            shownBefore.clear();
            shownBefore.addAll(shown);
            shown.clear();
            turned = now;
        }
        return !shownBefore.contains(serial) && shown.add(serial);
    }
}

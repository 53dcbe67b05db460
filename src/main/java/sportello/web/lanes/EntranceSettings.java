package sportello.web.lanes;

import static java.util.Map.entry;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.entrances.<entrance>.*`: how many requests of a kind one node treats at once.
///
/// @param of what was set; the rest stays as below
@Validated
@ConfigurationProperties("sportello")
record EntranceSettings(@DefaultValue Map<Entrance, @Valid Limit> entrances) {

    private static final Map<Entrance, Limit> USUAL = Map.ofEntries(
            entry(Entrance.STAFF, new Limit(64, 200, Duration.ofSeconds(10))),
            entry(Entrance.STAFF_DOOR, new Limit(3, 60, Duration.ofSeconds(10))),
            entry(Entrance.MACHINES, new Limit(4, 60, Duration.ofSeconds(4))),
            entry(Entrance.ROOM, new Limit(48, 300, Duration.ofSeconds(10))),
            entry(Entrance.ROOM_DOOR, new Limit(3, 100, Duration.ofSeconds(10))),
            entry(Entrance.PUBLIC, new Limit(40, 200, Duration.ofSeconds(2))),
            entry(Entrance.COMERS, new Limit(10, 600, Duration.ofSeconds(4))),
            entry(Entrance.UPLOADS, new Limit(12, 40, Duration.ofSeconds(5))),
            entry(Entrance.FILES, new Limit(64, 1_000, Duration.ofSeconds(5))),
            entry(Entrance.HEALTH, new Limit(3, 20, Duration.ofSeconds(5))),
            entry(Entrance.BESIDE, new Limit(64, 200, Duration.ofSeconds(10))));

    EntranceSettings {
        var all = new EnumMap<>(USUAL);
        entrances.forEach((entrance, set) -> all.merge(entrance, set, (usual, own) -> own.or(usual)));
        entrances = Map.copyOf(all);
    }

    Limit of(Entrance entrance) {
        return entrances.getOrDefault(entrance, new Limit(1, 0, Duration.ZERO));
    }

    /// @param requests treated at once
    /// @param waiting how many more may wait for a place
    /// @param patience how long each waits at most
    record Limit(
            @Nullable @Min(1) Integer requests,
            @Nullable @Min(0) Integer waiting,
            @Nullable Duration patience) {

        private Limit or(Limit usual) {
            return new Limit(
                    requests == null ? usual.requests : requests,
                    waiting == null ? usual.waiting : waiting,
                    patience == null ? usual.patience : patience);
        }

        int most() {
            return requests == null ? 1 : requests;
        }

        int mostWaiting() {
            return waiting == null ? 0 : waiting;
        }

        Duration longest() {
            return patience == null ? Duration.ZERO : patience;
        }
    }
}

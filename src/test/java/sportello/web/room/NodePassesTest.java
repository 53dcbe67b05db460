package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.meeting.MeetingTest;
import sportello.meeting.RoomLeases.Home;
import sportello.platform.Envelope;
import sportello.platform.ThisNode;
import tools.jackson.databind.json.JsonMapper;

/// What a node shows another opens one door, once, for half a minute.
@MeetingTest
class NodePassesTest {

    private static final Instant NOW = Instant.parse("2027-03-02T08:00:00Z");

    @Autowired
    Envelope envelope;

    @Autowired
    JsonMapper json;

    final UUID room = UUID.randomUUID();
    final ThisNode bologna = new ThisNode(UUID.randomUUID(), "10.0.0.1:8090");
    final ThisNode modena = new ThisNode(UUID.randomUUID(), "10.0.0.2:8090");

    private String shownToModena() {
        return passes(bologna).ask(room, new Home.There(modena.id(), modena.address(), NOW));
    }

    private NodePasses passes(ThisNode node) {
        return new NodePasses(envelope, node, json);
    }

    @Test
    void isReadByTheNodeItIsFor() {
        var shown = shownToModena();
        assertThat(passes(modena).read(shown))
                .hasValueSatisfying(pass -> assertThat(pass.room()).isEqualTo(room));
        assertThat(passes(bologna).read(shown)).isEmpty();
    }

    @Test
    void isNothingWhenAnybodyElseMadeOrTouchedIt() {
        var shown = shownToModena();
        assertThat(passes(modena).read(null)).isEmpty();
        assertThat(passes(modena).read("x".repeat(80))).isEmpty();
        assertThat(passes(modena).read(shown.substring(0, shown.length() - 2) + "AA"))
                .isEmpty();
        assertThat(passes(modena).read(envelope.close("another purpose", new byte[40])))
                .isEmpty();
    }

    @Test
    void servesOnce() {
        var door = passes(modena);
        var pass = door.read(shownToModena()).orElseThrow();
        assertThat(door.inTime(pass, NOW)).isTrue();
        assertThat(door.inTime(pass, NOW)).isFalse();
        assertThat(door.inTime(pass, NOW.plusSeconds(29))).isFalse();
    }

    @Test
    void servesHalfAMinute() {
        var door = passes(modena);
        var pass = door.read(shownToModena()).orElseThrow();
        assertThat(door.inTime(pass, NOW.plus(Duration.ofSeconds(30)))).isFalse();
        assertThat(door.inTime(pass, NOW.minus(Duration.ofSeconds(30)))).isFalse();
        assertThat(door.inTime(pass, NOW.plus(Duration.ofSeconds(29)))).isTrue();
    }
}

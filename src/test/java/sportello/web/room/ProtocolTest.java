package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples that the browser's tests read too: what the server says has exactly their fields, what a browser says
/// is
/// understood, anything else is refused.
class ProtocolTest {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Path EXAMPLES = Path.of("src/test/resources/protocol");

    static Stream<Path> server() throws IOException {
        return Files.list(EXAMPLES.resolve("server")).sorted();
    }

    static Stream<Path> browser() throws IOException {
        return Files.list(EXAMPLES.resolve("browser")).sorted();
    }

    @ParameterizedTest
    @MethodSource("server")
    void saysWhatTheExampleSays(Path file) throws IOException {
        var example = JSON.readTree(Files.readString(file));
        var fields = ((tools.jackson.databind.node.ObjectNode) example).deepCopy();
        fields.remove("type");
        var read = JSON.treeToValue(fields, record(file));
        JsonNode written = JSON.readTree(JSON.writeValueAsString(read));
        assertThat(written).isEqualTo(example);
    }

    @ParameterizedTest
    @MethodSource("browser")
    void understandsWhatABrowserSays(Path file) throws IOException {
        var said = Said.read(JSON, Files.readString(file), 1000);
        assertThat(said.getClass().getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(name(file));
    }

    @Test
    void hasAnExampleAndALineForEachMessage() throws IOException {
        var told = Arrays.stream(Told.class.getPermittedSubclasses()).map(Class::getSimpleName);
        assertThat(server().map(ProtocolTest::recordName)).containsExactlyInAnyOrderElementsOf(told.toList());
        var said = Arrays.stream(Said.class.getPermittedSubclasses())
                .map(one -> one.getSimpleName().toLowerCase(Locale.ROOT))
                .filter(one -> !one.equals("refused"));
        assertThat(browser().map(ProtocolTest::name)).containsExactlyInAnyOrderElementsOf(said.toList());
        var page = Files.readString(Path.of("docs/protocol/room.md"));
        for (var file : Stream.concat(server(), browser()).toList())
            assertThat(page).contains("`" + name(file) + "`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "\"text\"",
                "{",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"text\"}",
                "{\"type\":\"text\",\"text\":{}}",
                "{\"type\":\"mic\",\"on\":\"yes\"}",
                "{\"type\":\"weak\",\"level\":3}",
                "{\"type\":\"weak\",\"level\":-1}",
                "{\"type\":\"publish\",\"sdp\":\"\"}",
                "{\"type\":\"publish\",\"sdp\":null}",
                "{\"type\":\"trickle\",\"which\":\"both\",\"candidate\":null}",
                "{\"type\":\"trickle\",\"which\":\"publish\"}",
                "{\"type\":\"trickle\",\"which\":\"publish\",\"candidate\":\"text\"}"
            })
    void refusesWhatIsMalformed(String frame) {
        assertThat(Said.read(JSON, frame, 1000))
                .isInstanceOfSatisfying(
                        Said.Refused.class, refused -> assertThat(refused.why()).isEqualTo("malformed"));
    }

    @Test
    void refusesWhatItDoesNotKnowOrIsTooLong() {
        assertThat(Said.read(JSON, "{\"type\":\"admit\"}", 1000)).isEqualTo(new Said.Refused("unknown", "admit"));
        assertThat(Said.read(JSON, text("è".repeat(1000)), 1000)).isEqualTo(new Said.Text("è".repeat(1000)));
        assertThat(Said.read(JSON, text("è".repeat(1001)), 1000)).isEqualTo(new Said.Refused("too-long", "text"));
        assertThat(Said.read(JSON, "[".repeat(50_000), 1000)).isEqualTo(new Said.Refused("malformed", null));
        assertThat(Said.read(JSON, "{\"type\":\"text\",\"text\":\"a\\u0000\"}", 1000))
                .isEqualTo(new Said.Refused("malformed", "text"));
    }

    private static String text(String text) {
        return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private static String recordName(Path file) {
        return Arrays.stream(name(file).split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .reduce("", String::concat);
    }

    private static Class<?> record(Path file) {
        return List.of(Told.class.getPermittedSubclasses()).stream()
                .filter(one -> one.getSimpleName().equals(recordName(file)))
                .findFirst()
                .orElseThrow();
    }
}

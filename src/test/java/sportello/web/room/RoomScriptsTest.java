package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the scripts of the meeting room decide, told by Node's own test runner (`src/test/js`).
class RoomScriptsTest {

    @Test
    void keepTheirWord() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        try (var tests = Files.list(Path.of("src/test/js"))) {
            tests.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        var report = Files.createTempFile("room-scripts", ".tap");
        try {
            var node = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile())
                    .start();
            var ended = node.waitFor(60, TimeUnit.SECONDS);
            if (!ended) node.destroyForcibly();
            var told = Files.readString(report, StandardCharsets.UTF_8);
            assertThat(ended).as(told).isTrue();
            assertThat(node.exitValue()).as(told).isZero();
            assertThat(told).contains("# fail 0").doesNotContain("# pass 0");
        } finally {
            Files.delete(report);
        }
    }
}

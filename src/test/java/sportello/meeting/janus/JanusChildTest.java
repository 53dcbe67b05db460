package sportello.meeting.janus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Janus never outlives us, even when we are killed.
@NullUnmarked
class JanusChildTest {

    static final MediaSettings SETTINGS = new MediaSettings(
            "auto",
            "31500-31600",
            800_000,
            List.of(),
            "",
            List.of(),
            List.of(),
            "",
            Duration.ofHours(4),
            false,
            Period.ofYears(10),
            1);

    /// Started by the test as a process of its own: starts Janus, says its number, waits to be killed.
    public static void main(String[] arguments) throws Exception {
        var installation = JanusInstallation.find("auto").orElseThrow();
        JanusChild.start(installation, Path.of(arguments[0]), SETTINGS, Network.interfaces());
        System.out.println(janus(ProcessHandle.current()));
        Thread.sleep(Duration.ofMinutes(1));
    }

    static long janus(ProcessHandle parent) {
        return parent.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/janus"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void diesWithUsWhenWeAreKilled(@TempDir Path folder) throws Exception {
        var classes = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var us = new ProcessBuilder(java, "-cp", classes, JanusChildTest.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long janus;
        try (var said = new BufferedReader(new InputStreamReader(us.getInputStream(), StandardCharsets.UTF_8))) {
            janus = Long.parseLong(said.readLine());
        }
        assertThat(ProcessHandle.of(janus)).isPresent();
        us.destroyForcibly();
        await().atMost(30, SECONDS)
                .until(() ->
                        ProcessHandle.of(janus).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void keepsItsSecretsToItself(@TempDir Path folder) throws Exception {
        var installation = JanusInstallation.find("auto").orElseThrow();
        try (var child = JanusChild.start(installation, folder, SETTINGS, Network.interfaces())) {
            assertThat(child.link().version()).isNotEmpty();
            try (var files = Files.list(folder.resolve("configuration"))) {
                for (var file : files.toList()) {
                    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
                    assertThat(Files.readString(folder.resolve("janus.log"))).doesNotContain(child.adminKey);
                }
            }
            try (var plugins = Files.list(folder.resolve("plugins"))) {
                assertThat(plugins.map(path -> path.getFileName().toString())).containsExactly("libjanus_videoroom.so");
            }
        }
    }

    @Test
    void isNotFoundWhereItIsNot() {
        assertThat(JanusInstallation.find("/nowhere/janus")).isEmpty();
    }
}

package sportello.meeting.janus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Where Janus is on this machine: the program and the folder that holds `plugins` and `transports`.
record JanusInstallation(Path program, Path libraries) {

    static Optional<JanusInstallation> find(String setting) {
        var program = setting.equals("auto")
                ? Stream.concat(
                                Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                        .split(File.pathSeparator)),
                                Stream.of("/usr/bin", "/usr/local/bin", "/opt/janus/bin"))
                        .filter(folder -> !folder.isBlank())
                        .map(folder -> Path.of(folder, "janus"))
                        .filter(Files::isExecutable)
                        .findFirst()
                : Optional.of(Path.of(setting)).filter(Files::isExecutable);
        return program.flatMap(found -> libraries(found).map(folder -> new JanusInstallation(found, folder)));
    }

    /// `/usr/lib/<architecture>/janus` on Debian, `lib/janus` beside a Janus built by hand.
    private static Optional<Path> libraries(Path program) {
        var home = program.toAbsolutePath().normalize().resolve("../..").normalize();
        return Stream.of(home.resolve("lib"), Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"))
                .filter(Files::isDirectory)
                .flatMap(JanusInstallation::withSubfolders)
                .map(folder -> folder.resolve("janus"))
                .filter(folder -> Files.exists(folder.resolve("plugins/libjanus_videoroom.so"))
                        && Files.exists(folder.resolve("transports/libjanus_websockets.so")))
                .findFirst();
    }

    private static Stream<Path> withSubfolders(Path folder) {
        try (var inside = Files.newDirectoryStream(folder, "*-linux-*")) {
            var all = Stream.<Path>builder().add(folder);
            inside.forEach(all);
            return all.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

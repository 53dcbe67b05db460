package sportello.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// Data folders of the benchmarks, gone when they end: ten million appointments are nine gigabytes.
final class DataFolders {

    private static final List<Path> MADE = new ArrayList<>();

    private DataFolders() {}

    static Path make(String name) throws IOException {
        var made = Files.createTempDirectory("bench-" + name);
        MADE.add(made);
        return made;
    }

    static void remove() throws IOException {
        for (var each : MADE) FileSystemUtils.deleteRecursively(each);
    }
}

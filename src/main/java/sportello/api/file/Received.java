package sportello.api.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.multipart.MultipartFile;

/// Files that came with a request, on disk until the answer is made. Of what the sender says about them only the name
/// is
/// passed on.
public record Received(List<One> files) implements AutoCloseable {

    public record One(String name, Path content) {}

    /// One that was the whole body.
    public static Received of(InputStream body) throws IOException {
        var received = new Received(new ArrayList<>());
        try {
            Files.copy(body, received.place(""), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            received.close();
            throw e;
        }
        return received;
    }

    public static Received of(List<MultipartFile> parts) throws IOException {
        var received = new Received(new ArrayList<>());
        try {
            for (var part : parts) {
                var name = part.getOriginalFilename();
                part.transferTo(received.place(name == null ? "" : name));
            }
        } catch (IOException | RuntimeException e) {
            received.close();
            throw e;
        }
        return received;
    }

    private Path place(String name) throws IOException {
        var path = Files.createTempFile("api", null);
        files.add(new One(name, path));
        return path;
    }

    @Override
    public void close() throws IOException {
        for (var file : files) Files.deleteIfExists(file.content());
    }
}

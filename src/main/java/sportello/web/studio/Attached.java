package sportello.web.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import sportello.intermediaries.Upload;

/// Files that came with a form, on disk until the answer is made. A field left empty is no file.
record Attached(List<Upload> uploads) implements AutoCloseable {

    static Attached receive(@Nullable List<MultipartFile> files) throws IOException {
        var received = new ArrayList<Upload>();
        var attached = new Attached(received);
        try {
            for (var file : files == null ? List.<MultipartFile>of() : files) {
                var name = file.getOriginalFilename();
                if (name == null || name.isBlank()) continue;
                var path = Files.createTempFile("studio", null);
                received.add(new Upload(name, path));
                file.transferTo(path);
            }
        } catch (IOException | RuntimeException e) {
            attached.close();
            throw e;
        }
        return attached;
    }

    boolean any() {
        return !uploads.isEmpty();
    }

    Path first() {
        return uploads.getFirst().content();
    }

    @Override
    public void close() throws IOException {
        for (var upload : uploads) Files.deleteIfExists(upload.content());
    }
}

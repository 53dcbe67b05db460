package sportello.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/// Which of the nodes on one database this process is. The name lies in the node's own data folder, so that one started
/// again is at once what it was.
///
/// @param address where the others reach it; empty when there is no other
public record ThisNode(UUID id, String address) {

    static ThisNode in(DataFolder folder, NodeSettings settings) {
        var file = folder.file("node");
        try {
            if (!Files.exists(file)) Files.writeString(file, UUID.randomUUID().toString());
            return new ThisNode(UUID.fromString(Files.readString(file).strip()), settings.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

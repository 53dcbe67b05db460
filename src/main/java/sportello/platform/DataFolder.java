package sportello.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The folder in which a node keeps what is not in the database; one process at a time may own it. What all nodes of an
/// installation must find in the same place (keys, vault, recordings under way, services) is `shared`: the same folder
/// where there is one node, else one that every node reaches.
public final class DataFolder implements AutoCloseable {

    private final Path root;
    private final Path shared;
    private final FileChannel channel;
    private final @Nullable FileLock lock;

    public DataFolder(Path root) {
        this(root, root);
    }

    public DataFolder(Path root, Path shared) {
        this.root = root.toAbsolutePath().normalize();
        this.shared = shared.toAbsolutePath().normalize();
        try {
            makePrivate(this.root);
            makePrivate(this.shared);
            channel =
                    FileChannel.open(this.root.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = tryLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be used: " + this.root, e);
        }
        if (lock == null) {
            throw new IllegalStateException(
                    "Another Sportello is already using the data folder " + this.root + ": stop it, or choose --data");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// A sub-folder readable by the product alone, made when it is not there.
    public Path sub(String name) {
        try {
            return makePrivate(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    /// As `sub`, common to all nodes.
    public Path shared(String name) {
        try {
            return makePrivate(shared.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As `file`, common to all nodes.
    public Path sharedFile(String name) {
        return shared.resolve(name);
    }

    /// While no other node does the same: two that start together make one set of keys.
    <T> T alone(Supplier<T> making) {
        try (var door = FileChannel.open(
                        shared.resolve("in-making"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var turn = door.lock()) {
            return making.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

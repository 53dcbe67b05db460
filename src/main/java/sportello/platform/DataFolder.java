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
import org.jspecify.annotations.Nullable;

/// The folder in which this installation keeps what is not in the database: keys, vault, recordings under way, and the
/// embedded database's own files. One process at a time may own it.
public final class DataFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;
    private final @Nullable FileLock lock;

    public DataFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            makePrivate(this.root);
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

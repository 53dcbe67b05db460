package sportello.documents;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.platform.DataFolder;
import sportello.platform.KeyRing;

/// Files on disk, each closed with streaming AES-256-GCM under a key that the database never sees. A file's id is bound
/// into its seal, so that one cannot be put in another's place. A file is there whole or not at all: it is written
/// aside, forced to disk, then renamed.
@Component
class SealedFiles {

    /// The generation new files are closed with; a row keeps the one its file was closed with.
    static final int KEY_GENERATION = 1;

    private static final int SEGMENT = 64 * 1024;
    private static final String ASIDE = "aside";

    private final KeyRing keys;
    private final Path folder;

    SealedFiles(KeyRing keys, DataFolder data) throws IOException {
        this.keys = keys;
        this.folder = data.shared("vault");
        Files.createDirectories(folder.resolve(ASIDE));
    }

    void write(UUID id, InputStream plain) throws IOException {
        var aside = folder.resolve(ASIDE).resolve(id.toString());
        try (var file = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try (var sealed = sealing(id, new KeptOpen(Channels.newOutputStream(file)))) {
                plain.transferTo(sealed);
            }
            file.force(true);
        } catch (IOException | RuntimeException | Error failed) {
            Files.deleteIfExists(aside);
            throw failed;
        }
        var shelf = shelf(id);
        Files.createDirectories(shelf);
        Files.move(aside, place(id), StandardCopyOption.ATOMIC_MOVE);
        force(shelf);
        force(folder);
    }

    InputStream read(UUID id, int keyGeneration) throws IOException {
        var file = Files.newInputStream(place(id));
        try {
            return streaming(keyGeneration).newDecryptingStream(file, bound(id));
        } catch (GeneralSecurityException broken) {
            file.close();
            throw new IOException("The vault's key does not fit", broken);
        }
    }

    byte[] read(UUID id, int keyGeneration, long offset, int length) throws IOException {
        try (var file = FileChannel.open(place(id), StandardOpenOption.READ);
                var plain = seekable(id, keyGeneration, file)) {
            var there = Math.max(0, plain.size() - offset);
            var bytes = ByteBuffer.allocate((int) Math.min(length, there));
            plain.position(Math.min(offset, plain.size()));
            while (bytes.hasRemaining() && plain.read(bytes) >= 0) Thread.onSpinWait();
            return bytes.hasRemaining() ? java.util.Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
    }

    private SeekableByteChannel seekable(UUID id, int keyGeneration, FileChannel file) throws IOException {
        try {
            return streaming(keyGeneration).newSeekableDecryptingChannel(file, bound(id));
        } catch (GeneralSecurityException broken) {
            throw new IOException("The vault's key does not fit", broken);
        }
    }

    void remove(UUID id) throws IOException {
        Files.deleteIfExists(place(id));
    }

    /// Files last touched before `before`: with no row they were left by a crash. What is not ours is left alone.
    List<UUID> olderThan(Instant before) throws IOException {
        var found = new ArrayList<UUID>();
        try (var all = Files.walk(folder, 3)) {
            for (var path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                if (Files.getLastModifiedTime(path).toInstant().isAfter(before)) continue;
                if (path.startsWith(folder.resolve(ASIDE))) Files.deleteIfExists(path);
                else named(path).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<UUID> named(Path path) {
        try {
            return Optional.of(UUID.fromString(path.getFileName().toString()));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private OutputStream sealing(UUID id, OutputStream file) throws IOException {
        try {
            return streaming(KEY_GENERATION).newEncryptingStream(file, bound(id));
        } catch (GeneralSecurityException broken) {
            throw new IOException("The vault cannot close this file", broken);
        }
    }

    private AesGcmHkdfStreaming streaming(int keyGeneration) throws IOException {
        try {
            return new AesGcmHkdfStreaming(keys.keyFor("vault/" + keyGeneration), "HmacSha256", 32, SEGMENT, 0);
        } catch (GeneralSecurityException broken) {
            throw new IOException("The vault's key cannot be used", broken);
        }
    }

    private static byte[] bound(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private Path shelf(UUID id) {
        return folder.resolve(id.toString().substring(0, 2));
    }

    private Path place(UUID id) {
        return shelf(id).resolve(id.toString());
    }

    private static void force(Path directory) throws IOException {
        try (var open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    /// Closing the seal must not close the file: it still has to be forced to disk.
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

package sportello.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Derives every key from one root secret: a private file of the installation, or a setting in Base64.
final class FileKeyRing implements KeyRing {

    private static final byte[] SALT = "sportello".getBytes(StandardCharsets.US_ASCII);

    private final byte[] root;
    private final ConcurrentMap<String, byte[]> keys = new ConcurrentHashMap<>();

    private FileKeyRing(byte[] root) {
        if (root.length < 32) throw new IllegalStateException("The root key must have at least 32 bytes");
        this.root = root;
    }

    static FileKeyRing in(DataFolder folder, String given) {
        if (!given.isBlank()) return new FileKeyRing(Base64.getDecoder().decode(given.strip()));
        return new FileKeyRing(kept(folder.shared("keys").resolve("root.key")));
    }

    private static byte[] kept(Path file) {
        try {
            if (!Files.exists(file)) {
                var fresh = new byte[32];
                new SecureRandom().nextBytes(fresh);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, fresh);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The root key cannot be read", e);
        }
    }

    @Override
    public byte[] keyFor(String purpose) {
        return keys.computeIfAbsent(purpose, this::derive).clone();
    }

    private byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(root)
                            .addSalt(SALT)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] mac(String purpose, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyFor(purpose), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package sportello.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// Ed25519 keys in two files beside each other: the private one readable by the product alone.
final class FileSigner implements Signer {

    private final KeyPair keys;

    private FileSigner(KeyPair keys) {
        this.keys = keys;
    }

    static FileSigner in(Path folder) {
        var hidden = folder.resolve("evidence.ed25519");
        var open = folder.resolve("evidence.ed25519.pub");
        try {
            if (!Files.exists(hidden)) {
                var fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                Files.write(open, fresh.getPublic().getEncoded());
                Files.createFile(
                        hidden, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(hidden, fresh.getPrivate().getEncoded());
            }
            var factory = KeyFactory.getInstance("Ed25519");
            return new FileSigner(new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(open))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(hidden)))));
        } catch (IOException e) {
            throw new UncheckedIOException("The evidence key cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean verify(byte[] message, byte[] signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.getPublic());
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }
}

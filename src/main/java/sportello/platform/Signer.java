package sportello.platform;

/// Signs evidence (Ed25519). The private key is a file of the installation that never enters the database.
public interface Signer {

    byte[] sign(byte[] message);

    boolean verify(byte[] message, byte[] signature);

    /// X.509 encoding, for whoever checks an evidence package elsewhere.
    byte[] publicKey();
}

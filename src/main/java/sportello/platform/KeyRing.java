package sportello.platform;

/// Keys that never enter the database. Each purpose gets its own key, derived (HKDF-SHA-256) from one secret in a
/// file readable by the product alone, or given by setting.
public interface KeyRing {

    /// A 32-byte key for one purpose; the same purpose always yields the same key.
    byte[] keyFor(String purpose);

    /// HMAC-SHA-256 under the purpose's key.
    byte[] mac(String purpose, byte[] message);
}

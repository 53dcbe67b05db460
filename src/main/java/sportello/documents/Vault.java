package sportello.documents;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sportello.audit.Doer;

/// Keeps bytes encrypted (AES-GCM, streaming, key outside the database) with their SHA-256, until their term
/// (rule D16). Reading is always by somebody and for a reason, and is audited.
public interface Vault {

    /// Encrypts while reading. Refuses nothing: whoever calls has checked size and type.
    Kept keep(InputStream content, Facts facts, Doer by) throws IOException;

    Optional<Kept> find(DocumentId id);

    /// Decrypts while reading; the access is written to the audit with its reason.
    InputStream open(DocumentId id, Doer by, String reason) throws IOException;

    /// Random access for players (HTTP ranges): plain bytes from `offset`, at most `length`. Not audited: call
    /// `open` or `accessed` once per viewing.
    byte[] read(DocumentId id, long offset, int length) throws IOException;

    void accessed(DocumentId id, Doer by, String reason);

    /// Everything still kept about a case or room, oldest first.
    List<Kept> about(UUID about);

    /// Who looked and why, newest first (rule D16).
    List<Access> accesses(DocumentId id);

    Optional<Tombstone> tombstone(DocumentId id);

    /// Destroys at term, or when what it belonged to was undone; leaves a tombstone with the hash.
    void destroy(DocumentId id, Doer by, String reason);

    /// `kind`: `paper`, `recording-track`, `recording-view`, `recording-chain`, `form`. `about`: the case or room.
    record Facts(String kind, UUID about, String name, String mediaType, Period retention) {}

    record Kept(DocumentId id, Facts facts, long length, String sha256, Instant at) {}

    record Access(Instant at, String doerKind, String doerId, String reason) {}

    record Tombstone(DocumentId id, String kind, UUID about, String sha256, Instant destroyedAt, String reason) {}
}

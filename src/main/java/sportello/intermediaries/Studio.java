package sportello.intermediaries;

import java.util.UUID;

/// An intermediary's office: labour consultants, accountants, an association. Mandates are its own, not its members'.
public record Studio(UUID id, String name, String taxCode) {}

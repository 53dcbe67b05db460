package sportello.platform;

/// For a while this node did not hear the others: whoever follows something looks again.
public record PerhapsMissed() {}

package sportello.intermediaries;

import java.nio.file.Path;

/// A file as it came: the name it had with who sent it, and where it lies for now.
public record Upload(String name, Path content) {}

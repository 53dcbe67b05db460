package sportello.platform;

import java.util.regex.Pattern;

/// A function of a room's own schema that another room calls within its question, without knowing what it reads
/// (docs/decisions/0027). It becomes part of the question's text, so nothing else than a name is one.
///
/// @param name `schema.function`
public record RoomFunction(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z_]+\\.[a-z_]+");

    public RoomFunction {
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("Not a function of a room");
    }

    @Override
    public String toString() {
        return name;
    }
}

package sportello.web.room;

/// The name people call each other by: the first word of a full name.
final class Given {

    private Given() {}

    static String name(String fullName) {
        var tidy = fullName.strip();
        int space = tidy.indexOf(' ');
        return space < 0 ? tidy : tidy.substring(0, space);
    }
}

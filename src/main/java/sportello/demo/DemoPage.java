package sportello.demo;

import java.util.List;
import sportello.demo.ChoicePage.CastLine;

/// The stage door.
///
/// @param now as people say it; `clock` as the form's field wants it
/// @param file address of the demonstration relying service
public record DemoPage(
        List<CastLine> cast, String now, String clock, String file, List<Program> programs, List<Message> messages) {

    /// A program that may call the API; `tries`: what to type.
    public record Program(String name, String clientId, String secret, String what, List<String> tries) {}

    /// A message that left, as its reader would have seen it.
    public record Message(String kind, String to, String subject, String text, String at, String attachments) {}
}

package sportello.web.office.texts;

import java.util.List;

/// Every text of one service in one language.
public record TextsPage(
        List<Choice> services, List<Choice> languages, String service, String language, List<Group> groups) {

    public record Choice(String value, String name, boolean chosen) {}

    /// What is told, and to whom by which way.
    public record Group(String name, List<Line> lines) {}

    public record Line(String href, String name, boolean own) {}
}

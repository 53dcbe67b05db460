package sportello.web.openid;

import java.util.List;

/// The apps a person lets act for them.
///
/// @param ended one was just sent away
public record AppsPage(List<App> apps, boolean ended) {

    /// @param does what it may do, in words
    public record App(String id, String name, String since, List<String> does) {}
}

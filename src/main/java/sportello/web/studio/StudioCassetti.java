package sportello.web.studio;

import java.util.List;

/// The Cassetti a member is enabled for.
public record StudioCassetti(List<Drawer> drawers) {

    public record Drawer(String slug, String name, String what, String positions, String questions) {}
}

package sportello.web.studio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One Cassetto: its positions, a page at a time.
///
/// @param next query of the page that follows, null at the end
public record StudioCassetto(
        String slug,
        String name,
        String codeName,
        String search,
        boolean later,
        List<Line> lines,
        @Nullable String next) {

    public record Line(String id, String name, String code, String taxCode, String mandate, String questions) {}
}

package sportello.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/// Rule G10: what stands in somebody's way on a page, by axe, and whether it is wider than the screen.
public final class Barriers {

    private static final Path PICTURES = Path.of("target/pages");
    private static final String AXE = AxeBuilder.getAxeScript();

    private Barriers() {}

    /// At each of these widths: nobody is in the way, there is one heading, and a picture is taken where they are asked
    /// for (`SPORTELLO_PICTURES`).
    public static void look(Page page, String name, int... widths) {
        page.waitForLoadState();
        for (int width : widths) {
            page.setViewportSize(width, width == 360 ? 740 : 900);
            var where = name + "-" + width;
            if (System.getenv("SPORTELLO_PICTURES") != null)
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(where + ".png"))
                        .setFullPage(true));
            none(page, where);
            assertThat(page.locator("h1").count()).as("one heading: " + where).isEqualTo(1);
        }
    }

    public static void none(Page page, String where) {
        assertThat(found(page)).as("axe: " + where).isEmpty();
        assertThat((Boolean)
                        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("nothing wider than the screen: " + where)
                .isTrue();
    }

    /// Every rule of axe that the page breaks, each with the first piece of the page that does.
    ///
    /// The builder of axe's own library loads axe three times and opens a window for each look. One document needs
    /// neither, and a page looked at again at another width has axe already.
    public static List<String> found(Page page) {
        assertThat(page.frames()).as("one document is looked at").hasSize(1);
        if (!(Boolean) page.evaluate("() => typeof axe === 'object'")) page.evaluate("() => {" + AXE + "\n}");
        @SuppressWarnings("unchecked")
        var found = (List<String>) page.evaluate("""
                () => axe.run(document, { resultTypes: ['violations'] })
                  .then(seen => seen.violations.map(each => each.id + ' ' + each.nodes[0].html))
                """);
        return found;
    }
}

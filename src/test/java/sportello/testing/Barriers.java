package sportello.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;

/// Rule G10: what stands in somebody's way on a page, by axe, and whether it is wider than the screen.
public final class Barriers {

    private static final Path PICTURES = Path.of("target/pages");

    private Barriers() {}

    /// At each of these widths: nobody is in the way, there is one heading, and a picture is taken where they are asked
    /// for (`SPORTELLO_PICTURES`).
    public static void look(Page page, String name, int... widths) {
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
        assertThat(new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .map(found -> found.getId() + " "
                                        + found.getNodes().getFirst().getHtml())
                                .toList())
                .as("axe: " + where)
                .isEmpty();
        assertThat((Boolean)
                        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("nothing wider than the screen: " + where)
                .isTrue();
    }
}

package sportello.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;

/// Rule G10: what stands in somebody's way on a page, by axe, and whether it is wider than the screen.
public final class Barriers {

    private Barriers() {}

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

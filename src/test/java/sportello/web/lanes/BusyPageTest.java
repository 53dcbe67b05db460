package sportello.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.testing.Barriers;
import sportello.testing.Browser;
import sportello.testing.RunningProduct;

/// The page that says when to try again, and the line's page, on a telephone and on a desk: no barrier, nothing wider
/// than the screen; they try again by themselves and go in when it is time.
class BusyPageTest {

    @ParameterizedTest
    @CsvSource({"it-IT,Riprova tra,Sei in fila", "en-GB,Try again in,You are in line"})
    void isForEverybody(String locale, String title, String line) {
        try (var product = RunningProduct.with(Map.of(
                        "sportello.media.janus", "off",
                        "sportello.entrances.public.requests", "1",
                        "sportello.entrances.public.waiting", "0"));
                var browser = Browser.open();
                var context = browser.context(360, 780, locale)) {
            var door = product.bean(LaneFilter.class).turnstile(Entrance.PUBLIC);
            var page = context.newPage();
            assertThat(door.in()).isTrue();
            page.navigate(product.url("/login"));
            var heading = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
            assertThat(heading.textContent()).contains(title);
            look(page, "busy-" + locale);
            door.out();
            page.waitForURL(product.url("/login"));
            page.waitForCondition(() -> !heading.textContent().contains(title));

            product.bean(JdbcClient.class).sql("""
                            insert into rush.door (door, pressed_at, shut_until, calm, places)
                            values ('delegation-web-meeting', now() + interval '1 hour', now() + interval '1 hour',
                                    interval '1 hour', 1)
                            """).update();
            product.bean(JdbcClient.class).sql("""
                            insert into rush.ticket (door, person, number, taken_at, seen_at, pass_from, pass_until)
                            select 'delegation-web-meeting', gen_random_uuid(),
                                   nextval('rush."numbers of delegation-web-meeting"'), now(), now(), now(),
                                   now() + interval '1 hour'
                              from generate_series(1, 300)
                            """).update();
            page.navigate(product.url("/login/spid?next=%2Fbook%2Fdelegation-web-meeting%2Fhour"));
            page.locator("button[name=login][value=bruno]").click();
            assertThat(heading.textContent()).contains(line);
            look(page, "line-" + locale);

            var place = page.locator("#line");
            var before = place.textContent();
            product.bean(JdbcClient.class).sql("""
                            update rush.ticket set pass_from = null, pass_until = null, seen_at = now() - interval '1 hour'
                             where number between 101 and 300
                            """).update();
            page.waitForCondition(() -> !place.textContent().equals(before));
            assertThat(place.textContent()).contains("200");

            product.bean(JdbcClient.class).sql("""
                            update rush.ticket set left_at = now()
                             where number < (select max(number) from rush.ticket)
                            """).update();
            page.waitForCondition(() -> !heading.textContent().contains(line));
            assertThat(page.url()).as("in by itself").contains("/book/delegation-web-meeting");
        }
    }

    private static void look(Page page, String name) {
        for (var width : new int[] {360, 1280}) {
            page.setViewportSize(width, 900);
            Barriers.none(page, name + " " + width);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/pages", name + "-" + width + ".png"))
                    .setFullPage(true));
        }
    }
}

package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/// The same words for those who read plain text and those who read a page.
class MailPageTest {

    final MailPage page = new MailPage(
            "Appuntamento <prenotato>",
            "Ciao Anna,\n\nti aspettiamo giovedì 4 marzo\nalle 9:20. Tutto qui: https://sportello.example.org/a?b=1&c=2.\n\n"
                    + "Porta <il documento>.",
            Locale.ITALIAN);

    @Test
    void saysTheSameAsThePlainText() {
        var body = Jsoup.parse(page.html()).body();
        assertThat(body.text()).isEqualTo(page.text().replaceAll("\\s+", " ").strip());
        assertThat(body.select("p")).hasSize(3);
    }

    @Test
    void makesALinkOfAnAddressWithoutTheFullStopBehindIt() {
        assertThat(Jsoup.parse(page.html()).select("a").attr("href"))
                .isEqualTo("https://sportello.example.org/a?b=1&c=2");
    }

    @Test
    void namesItsLanguageAndFetchesNothing() {
        var html = Jsoup.parse(page.html());
        assertThat(html.select("html").attr("lang")).isEqualTo("it");
        assertThat(html.title()).isEqualTo("Appuntamento <prenotato>");
        assertThat(html.select("img, link, script, style, [src], [style]")).isEmpty();
    }
}

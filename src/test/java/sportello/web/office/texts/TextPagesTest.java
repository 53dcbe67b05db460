package sportello.web.office.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.Right;
import sportello.identity.spi.CapacitySource;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.SportelloTest;
import sportello.web.security.SignedIn;

/// Elena writes what a message says: she looks first, is told what is missing, and goes back when she likes.
@SportelloTest
class TextPagesTest {

    static final String SMS = "/office/texts/delegation-web-meeting/booked.delegator/sms/it";
    static final String FINE = "Ti aspettiamo {day} alle {hour}. Entra da {link} Codice {code}";

    @Autowired
    MockMvc browser;

    @Autowired
    Offices offices;

    @Autowired
    People people;

    @Autowired
    List<CapacitySource> capacities;

    Actor.Official elena;

    @BeforeEach
    void elenaWrites() {
        elena = official("Elena", Right.WRITE_MESSAGES);
    }

    @AfterEach
    void backToTheSuppliedText() throws Exception {
        if (!page(elena, SMS).select("button[value=shipped]").isEmpty()) send(elena, SMS, "", "shipped", seen());
    }

    @Test
    void findsEveryTextOfAServiceInALanguage() throws Exception {
        var all = page(elena, "/office/texts?service=delegation-web-meeting&language=de");
        assertThat(all.select("h2").text()).isEqualTo("Delega in videochiamata, Tedesco");
        assertThat(all.select("main a").eachAttr("href"))
                .contains(SMS.replace("/it", "/de"))
                .noneMatch(href -> href.contains("booker"));
        assertThat(page(elena, "/office/texts?service=consultancy-companies")
                        .select("main a")
                        .eachAttr("href"))
                .contains("/office/texts/consultancy-companies/reminder-before.booker/mail/it");
    }

    @Test
    void looksBeforeSavingWithoutAScript() throws Exception {
        var seen = parsed(send(elena, SMS, FINE, "preview", seen()), 200);
        assertThat(seen.select(".arrived").text()).contains("Ti aspettiamo giovedì", "Codice 402917");
        assertThat(seen.select("main").text()).contains("Un SMS solo", "indice Gulpease");
        assertThat(seen.select("textarea").text()).isEqualTo(FINE);
        assertThat(page(elena, SMS).select("textarea").text()).isNotEqualTo(FINE);

        assertThat(send(elena, SMS, FINE, "save", seen()).getRedirectedUrl()).isEqualTo(SMS + "?done");
        var saved = page(elena, SMS + "?done=");
        assertThat(saved.select("[role=status]").text()).isEqualTo("Salvato. Da adesso scriviamo così.");
        assertThat(saved.select("#past + ul").text()).contains("Elena");
        assertThat(send(elena, SMS, FINE, "shipped", seen()).getRedirectedUrl()).isEqualTo(SMS + "?done");
        assertThat(page(elena, SMS).select("textarea").text()).doesNotContain("Ti aspettiamo");
    }

    @Test
    void isToldThatTheCodeIsMissingAndLosesNothing() throws Exception {
        var wrong = parsed(send(elena, SMS, "Ci vediamo {day} alle {hour}: {link}", "save", seen()), 422);
        assertThat(wrong.select("#errors li").text()).isEqualTo("Manca qualcosa. Il codice per entrare: {code}");
        assertThat(wrong.select("#body-err").text()).contains("{code}");
        assertThat(wrong.select("textarea").attr("aria-describedby")).contains("body-err");
        assertThat(wrong.select("textarea").text()).startsWith("Ci vediamo");
    }

    @Test
    void seesWhatSomebodyElseWroteMeanwhile() throws Exception {
        var seen = seen();
        send(official("Elena", Right.WRITE_MESSAGES), SMS, "Prima. " + FINE, "save", seen);
        var late = parsed(send(elena, SMS, "Dopo. " + FINE, "save", seen), 409);
        assertThat(late.select("[role=alert]").text()).contains("cambiato mentre scrivevi", "Prima. ");
        assertThat(late.select("textarea").text()).startsWith("Dopo. ");
        assertThat(send(
                                elena,
                                SMS,
                                "Dopo. " + FINE,
                                "save",
                                late.select("[name=seen]").attr("value"))
                        .getStatus())
                .isEqualTo(303);
    }

    /// What somebody writes is text, on this page too.
    @Test
    void showsMarkupAsItIsWritten() throws Exception {
        var seen = parsed(send(elena, SMS, "<img src=x onerror=alert(1)> " + FINE, "preview", seen()), 200);
        assertThat(seen.select("main img")).isEmpty();
        assertThat(seen.select(".arrived").text()).startsWith("<img src=x");
    }

    @Test
    void existsForNobodyWithoutTheRight() throws Exception {
        var manager = official("Carla", Right.MANAGE_OFFICE);
        assertThat(perform(get(URI.create("/office/texts")), manager).getStatus())
                .isEqualTo(404);
        assertThat(perform(get(URI.create(SMS)), manager).getStatus()).isEqualTo(404);
        assertThat(send(manager, SMS, FINE, "save", "0").getStatus()).isEqualTo(404);
        for (var unknown :
                List.of("no-service/booked.delegator/sms/it", "delegation-web-meeting/booked.booker/mail/it"))
            assertThat(perform(get(URI.create("/office/texts/" + unknown)), elena)
                            .getStatus())
                    .isEqualTo(404);
        assertThat(perform(get(URI.create(SMS.replace("/it", "/fr"))), elena).getStatus())
                .isEqualTo(404);
    }

    private String seen() throws Exception {
        return page(elena, SMS).select("[name=seen]").attr("value");
    }

    private Document page(Actor.Official who, String address) throws Exception {
        return parsed(perform(get(URI.create(address)), who), 200);
    }

    private static Document parsed(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        return Jsoup.parse(answer.getContentAsString());
    }

    private MockHttpServletResponse send(Actor.Official who, String address, String body, String verb, String seen)
            throws Exception {
        return perform(
                post(URI.create(address))
                        .with(csrf())
                        .param("body", body)
                        .param("do", verb)
                        .param("seen", seen),
                who);
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request, Actor.Official who)
            throws Exception {
        var key = capacities.stream()
                .flatMap(source -> source.capacitiesOf(who.person()).stream())
                .map(CapacitySource.Capacity::key)
                .findFirst()
                .orElseThrow();
        return browser.perform(request.accept("text/html")
                        .header("Accept-Language", "it")
                        .with(authentication(new SignedIn(who.person(), Assurance.HIGH, key).ticket())))
                .andReturn()
                .getResponse();
    }

    private Actor.Official official(String name, Right right) {
        var office = offices.open(new Office(
                UUID.randomUUID(), "Bologna", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        var person = people.loggedIn(
                new People.LoggedIn("test", UUID.randomUUID().toString(), name, "Prova", null, null, null, null));
        return offices.employ(person.id(), office.id(), "Responsabile", Set.of(right));
    }
}

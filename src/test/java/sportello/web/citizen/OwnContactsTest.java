package sportello.web.citizen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import sportello.audit.Doer;
import sportello.identity.Assurance;
import sportello.identity.ContactBook;
import sportello.identity.ContactBook.Typed;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;
import sportello.web.security.SignedIn;

/// Rule G7 on the pages: a person changes a contact of their own, and of nobody else.
@SportelloTest
class OwnContactsTest {

    private static final Doer GIULIA = new Doer("staff", UUID.randomUUID().toString(), null);

    @Autowired
    MockMvc browser;

    @Autowired
    ContactBook book;

    @Autowired
    People people;

    private final String number = "+39333" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
    private SignedIn bruno;

    @BeforeEach
    void brunoIsLoggedIn() {
        bruno = someone();
    }

    @Test
    void aNewNumberIsAskedForItsCodeAndThenUsed() throws Exception {
        var asked = send(post("/contacts/mobile").param("contact", number));
        assertThat(asked.getStatus()).isEqualTo(303);
        var page = where(asked);
        assertThat(page).startsWith("/contacts/codes/");
        assertThat(see(page)).contains("6 cifre").doesNotContain(codeOf(page));

        var wrong = send(post(page).param("code", "12"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString()).contains("Puoi provare ancora 4 volte");

        assertThat(send(post(page).param("code", codeOf(page))).getHeader("Location"))
                .isEqualTo("/contacts?changed");
        assertThat(people.find(bruno.person()).orElseThrow().contacts().mobile())
                .isEqualTo(number);
        assertThat(send(get(page)).getHeader("Location")).as("typed once").isEqualTo("/contacts");
    }

    @Test
    void aCodeThatIsSpentIsNotAskedForAnyMore() throws Exception {
        var page = where(send(post("/contacts/mobile").param("contact", number)));
        for (int i = 0; i < 5; i++) send(post(page).param("code", "12"));
        assertThat(see(page))
                .contains("Serve un nuovo codice", "Mandami un altro codice")
                .doesNotContain("Vale fino alle", "name=\"code\"");
    }

    @Test
    void aFixedLineIsToldApart() throws Exception {
        var answer = send(post("/contacts/mobile").param("contact", "051 123456"));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("numero fisso").contains("value=\"051 123456\"");
    }

    @Test
    void anotherCodeTakesAPause() throws Exception {
        var page = where(send(post("/contacts/mobile").param("contact", number)));
        var again = send(post(page + "/again"));
        assertThat(again.getStatus()).isEqualTo(422);
        assertThat(again.getContentAsString()).contains("Hai chiesto da poco un altro codice");
    }

    @Test
    void theSixthIsToldClearlyAndOnlyAfterTheCode() throws Exception {
        for (int n = 0; n < 5; n++) {
            var other = someone().person();
            var claim = ((ContactBook.Asked.Sent) book.ask(other, ContactBook.Kind.MOBILE, number, GIULIA)).claim();
            var code = book.codeForDelivery(claim.id()).orElseThrow().code();
            assertThat(book.typed(other, claim.id(), code, GIULIA)).isInstanceOf(Typed.Changed.class);
        }
        var page = where(send(post("/contacts/mobile").param("contact", number)));
        assertThat(see(page)).doesNotContain("cinque");
        var full = send(post(page).param("code", codeOf(page)));
        assertThat(full.getStatus()).isEqualTo(409);
        assertThat(full.getContentAsString()).contains("già di cinque persone");
    }

    @Test
    void somebodyElsesClaimLeadsNowhere() throws Exception {
        var page = where(send(post("/contacts/mobile").param("contact", number)));
        var code = codeOf(page);
        bruno = someone();
        assertThat(send(get(page)).getHeader("Location")).isEqualTo("/contacts");
        assertThat(send(post(page).param("code", code)).getHeader("Location")).isEqualTo("/contacts");
        assertThat(people.find(bruno.person()).orElseThrow().contacts().mobile())
                .isNull();
    }

    @Test
    void theLanguageOfMessagesIsChosenHere() throws Exception {
        assertThat(send(post("/contacts/language").param("language", "de")).getHeader("Location"))
                .isEqualTo("/contacts?spoken");
        assertThat(people.find(bruno.person()).orElseThrow().contacts().language())
                .isEqualTo("de");
        assertThat(send(post("/contacts/language").param("language", "xx")).getStatus())
                .isEqualTo(404);
    }

    private SignedIn someone() {
        var person = people.identified("Bruno", "", TaxCodes.next(), null, new Contacts(null, null, "it"), GIULIA);
        return new SignedIn(person.id(), Assurance.SUBSTANTIAL, SignedIn.ME);
    }

    private static String where(MockHttpServletResponse answer) {
        return Objects.requireNonNull(answer.getHeader("Location"));
    }

    private String codeOf(String page) {
        var claim = UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
        return book.codeForDelivery(claim).orElseThrow().code();
    }

    private String see(String page) throws Exception {
        return send(get(page)).getContentAsString();
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder what) throws Exception {
        return browser.perform(what.with(authentication(bruno.ticket())).with(csrf()))
                .andReturn()
                .getResponse();
    }
}

package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockCookie;
import org.springframework.test.web.servlet.MockMvc;
import sportello.testing.SportelloTest;

/// What a browser claims to be its session.
@SportelloTest
class SessionCookieTest {

    @Autowired
    MockMvc browser;

    @Test
    void aCookieThatIsNoSessionIsNobodys() throws Exception {
        for (var claimed : List.of(
                Base64.getEncoder().encodeToString(new byte[30]),
                Base64.getEncoder().encodeToString("x".repeat(3000).getBytes(StandardCharsets.UTF_8)),
                "%%%",
                ""))
            assertThat(browser.perform(get("/home").accept("text/html").cookie(new MockCookie("sportello", claimed)))
                            .andReturn()
                            .getResponse()
                            .getRedirectedUrl())
                    .as(claimed)
                    .startsWith("/login");
    }
}

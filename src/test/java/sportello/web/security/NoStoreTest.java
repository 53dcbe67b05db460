package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import sportello.identity.Right;
import sportello.testing.SportelloTest;

/// Rule G5: nothing that belongs to a person is kept by a browser or anybody between, whatever the answer.
@SportelloTest
class NoStoreTest {

    @Autowired
    MockMvc browser;

    @Autowired
    ApplicationContext context;

    @Autowired
    Roles roles;

    @Test
    void everyAnswerBehindALoginSaysNoStoreAndNothingElse() throws Exception {
        var everybody = List.of(
                roles.citizen(),
                roles.onBehalf(),
                roles.intermediary(),
                roles.official("Carla", EnumSet.allOf(Right.class)));
        for (var address : Addresses.of(context)) {
            for (var who : everybody) {
                var answer = browser.perform(request(address.method(), address.path())
                                .accept("text/html", "*/*")
                                .with(csrf())
                                .with(authentication(who.ticket())))
                        .andReturn()
                        .getResponse();
                assertThat(answer.getHeaders(HttpHeaders.CACHE_CONTROL))
                        .as(address.toString())
                        .containsExactly("no-store");
            }
        }
    }

    @Test
    void whatTheFrameworkBringsAlongHasNoAddress() throws Exception {
        for (var path : List.of("/actuator", "/actuator/health", "/actuator/info", "/error"))
            assertThat(browser.perform(request(HttpMethod.GET, path)
                                    .accept("text/html")
                                    .with(authentication(roles.citizen().ticket())))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .as(path)
                    .isNotEqualTo(200);
    }
}

package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import sportello.identity.Right;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.testing.SportelloTest;
import sportello.web.security.Addresses.Address;

/// Who gets what at every address, ids being nobody's. The expected answers stand in `role-by-address.txt`, one line
/// for each address; one that is missing there fails, and the lines as they should be are written beside the other
/// reports: look at them, then copy.
@SportelloTest
class RoleByAddressTest {

    private static final Path SEEN = Path.of("target", "role-by-address.txt");

    @Autowired
    MockMvc browser;

    @Autowired
    ApplicationContext context;

    @Autowired
    Roles roles;

    @Autowired
    Offices offices;

    @Test
    void everyRoleGetsWhatTheTableSaysAtEveryAddress() throws Exception {
        var who = new LinkedHashMap<String, @Nullable SignedIn>();
        who.put("nobody", null);
        who.put("citizen", roles.citizen());
        who.put("on-behalf", roles.onBehalf());
        who.put("intermediary", roles.intermediary());
        who.put("official", roles.official("Carla", EnumSet.of(Right.HOLD_MEETINGS, Right.REVOKE_DELEGATIONS)));
        who.put("manager", roles.official("Elena", EnumSet.of(Right.MANAGE_OFFICE, Right.WRITE_MESSAGES)));
        who.put("auditor", roles.official("Ivo", EnumSet.of(Right.READ_AUDIT, Right.PLAY_RECORDINGS)));
        who.put("guest", null);
        goSomewhere(who.get("citizen"), who.get("on-behalf"));

        var seen = new TreeMap<String, String>();
        for (var address : Addresses.of(context)) {
            var answers = new ArrayList<String>();
            for (var role : who.entrySet()) {
                answers.add(role.getKey() + "=" + answer(address, role.getKey(), role.getValue()));
            }
            seen.put(address.toString(), String.join(" ", answers));
        }
        Files.createDirectories(SEEN.getParent());
        Files.write(
                SEEN,
                seen.entrySet().stream()
                        .map(line -> line.getKey() + " | " + line.getValue())
                        .toList());
        assertThat(seen).isEqualTo(expected());
    }

    /// Where many offices are open, whoever has none is asked for one first; other tests open as many as they like.
    private void goSomewhere(@Nullable SignedIn... who) {
        var counters = offices.countersFor(Services.DELEGATION);
        for (var each : who)
            if (each != null && !counters.isEmpty())
                offices.remember(
                        each.person(), Services.DELEGATION, counters.getFirst().office());
    }

    @Test
    void nothingIsPostedWithoutTheFormsToken() throws Exception {
        var citizen = roles.citizen();
        for (var address : Addresses.of(context)) {
            if (address.method().equals(HttpMethod.GET) || forPrograms(address)) continue;
            var answer = browser.perform(
                            request(address.method(), address.path()).with(authentication(citizen.ticket())))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).as(address.toString()).isEqualTo(403);
        }
    }

    private static boolean forPrograms(Address address) {
        return List.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/userinfo")
                        .contains(address.pattern())
                || address.pattern().startsWith("/api/")
                || address.pattern().startsWith("/demo")
                || address.pattern().startsWith("/identita")
                || address.pattern().startsWith("/fascicolo");
    }

    private String answer(Address address, String role, @Nullable SignedIn who) throws Exception {
        var asked = request(address.method(), address.path())
                .accept("text/html", "*/*")
                .with(csrf());
        if (who != null) asked.with(authentication(who.ticket()));
        if (role.equals("guest")) {
            asked.cookie(new Cookie(Actors.ENTRY_COOKIE + Roles.someReference(), "a-secret-of-another-room"));
        }
        return word(browser.perform(asked).andReturn().getResponse());
    }

    private static String word(MockHttpServletResponse answer) {
        var status = answer.getStatus();
        var to = answer.getRedirectedUrl();
        if (status / 100 == 2) return "ok";
        if (status / 100 != 3 || to == null) return String.valueOf(status);
        return to.startsWith("/login?next=") ? "login" : "on";
    }

    private static Map<String, String> expected() throws IOException {
        var lines = new TreeMap<String, String>();
        new ClassPathResource("role-by-address.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> lines.put(line.split(" \\| ")[0], line.split(" \\| ")[1]));
        return lines;
    }
}

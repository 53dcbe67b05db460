package sportello.web.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import sportello.audit.Doer;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.partners.Partner;
import sportello.partners.Scope;
import sportello.testing.ApiTokens;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;
import sportello.web.security.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An app is let in by the person, and gets no more than that: from the page where they agree to the last token.
@SportelloTest
class AppLoginTest {

    private static final String VERIFIER = "a-verifier-only-this-very-app-knows-and-long-enough";
    private static final String BACK = "http://127.0.0.1:49152/login";

    @Autowired
    MockMvc http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    private Partner app = Partner.app("none", "none", List.of(), Set.of(), 1);
    private SignedIn bruno = new SignedIn(new PersonId(java.util.UUID.randomUUID()), Assurance.LOW, null);

    @BeforeEach
    void anAppAndAPerson() {
        app = tokens.app();
        var person = people.identified(
                "Bruno", "Delegato", TaxCodes.next(), null, new Contacts(null, null, "it"), Doer.system("test"));
        bruno = new SignedIn(person.id(), Assurance.SUBSTANTIAL, SignedIn.ME);
    }

    @Test
    void thePersonIsAskedAndTheAppLedBackWithACodeThatBecomesTokens() throws Exception {
        var page = signedIn(authorize("services:read appointments:read openid"));
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString())
                .contains("App of the tests", "Vedere i tuoi appuntamenti")
                .doesNotContain("Cambiare i tuoi contatti");
        assertThat(page.getHeader("Content-Security-Policy")).contains("form-action 'self' http://127.0.0.1:49152");

        var back = UriComponentsBuilder.fromUriString(agreed("services:read appointments:read openid"))
                .build();
        assertThat(back.toUriString()).startsWith(BACK + "?code=");
        assertThat(back.getQueryParams().getFirst("state")).isEqualTo("a-state");
        assertThat(back.getQueryParams().getFirst("iss")).isNotBlank();
        var granted =
                token(exchange(Objects.requireNonNull(back.getQueryParams().getFirst("code"))), 200);
        assertThat(granted.path("scope").asString().split(" "))
                .containsExactlyInAnyOrder("openid", "services:read", "appointments:read");
        assertThat(granted.has("id_token")).isTrue();
        assertThat(capacities(granted)).isEqualTo(403);
        assertThat(appointments(granted)).isEqualTo(200);
    }

    @Test
    void whoRefusesIsLedBackWithNothing() throws Exception {
        var answer = signedIn(post("/oauth2/authorize")
                .with(csrf())
                .params(UriComponentsBuilder.fromUriString(address("services:read"))
                        .build()
                        .getQueryParams()));
        assertThat(answer.getRedirectedUrl()).startsWith(BACK + "?error=access_denied");
    }

    @Test
    void nobodyAgreesForAnotherNorWithoutTheFormsToken() throws Exception {
        assertThat(http.perform(authorize("services:read"))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .startsWith("/login?next=");
        var forged = signedIn(post("/oauth2/authorize").param("answer", "yes"));
        assertThat(forged.getStatus()).isEqualTo(403);
    }

    @Test
    void noAddressIsLedToThatTheAppDidNotRegister() throws Exception {
        for (var other : List.of(
                "https://elsewhere.example/login",
                "http://127.0.0.1:49152/other",
                "http://127.0.0.2:49152/login",
                "http://localhost:49152/login",
                "http://127.0.0.1:49152/login?more",
                "it.example.app:/other",
                "javascript:alert(1)")) {
            var answer = signedIn(get(address("services:read").replace(BACK, other)));
            assertThat(answer.getStatus()).as(other).isEqualTo(400);
            assertThat(answer.getRedirectedUrl()).isNull();
        }
    }

    @Test
    void whatIsAskedWronglyIsToldTheApp() throws Exception {
        assertThat(signedIn(authorize("services:read webhooks:manage")).getRedirectedUrl())
                .contains("error=invalid_scope");
        assertThat(signedIn(get(address("services:read").replace("S256", "plain")))
                        .getRedirectedUrl())
                .contains("error=invalid_request");
        assertThat(signedIn(get(address("services:read").replace("response_type=code", "response_type=token")))
                        .getRedirectedUrl())
                .contains("error=unsupported_response_type");
        assertThat(signedIn(get(address("services:read") + "&prompt=none")).getRedirectedUrl())
                .contains("error=interaction_required");
    }

    @Test
    void aCodeIsWorthNothingWithoutItsVerifierAndNothingTheSecondTime() throws Exception {
        token(form("authorization_code", "code", code(), "redirect_uri", BACK, "code_verifier", VERIFIER + "x"), 400);
        var code = code();
        var granted = token(exchange(code), 200);
        assertThat(token(exchange(code), 400).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(capacities(granted)).isEqualTo(401);
    }

    @Test
    void aRefreshTokenServesOnceAndASecondTryClosesEverything() throws Exception {
        var first = token(exchange(code()), 200);
        var second = token(refresh(first), 200);
        assertThat(capacities(first)).as("the access token before").isEqualTo(401);
        assertThat(capacities(second)).isEqualTo(200);

        assertThat(token(refresh(first), 400).path("error").asString()).isEqualTo("invalid_grant");
        assertThat(capacities(second)).isEqualTo(401);
        assertThat(token(refresh(second), 400).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void ofManyWhoBringTheSameRefreshTokenAtMostOneIsServed() throws Exception {
        var granted = token(exchange(code()), 200);
        int served = 0;
        try (var threads = Executors.newFixedThreadPool(6)) {
            var answers = new ArrayList<Future<MockHttpServletResponse>>();
            for (int i = 0; i < 6; i++)
                answers.add(threads.submit(
                        () -> http.perform(refresh(granted)).andReturn().getResponse()));
            for (var answer : answers) if (answer.get().getStatus() == 200) served++;
        }
        assertThat(served).isLessThanOrEqualTo(1);
    }

    @Test
    void anotherAppsRefreshTokenIsNothingAndStaysGood() throws Exception {
        var granted = token(exchange(code()), 200);
        var other = tokens.app();
        token(
                post("/oauth2/token")
                        .param("grant_type", "refresh_token")
                        .param("client_id", other.clientId())
                        .param("refresh_token", granted.path("refresh_token").asString()),
                400);
        token(refresh(granted), 200);
    }

    @Test
    void whatIsOverIsRefused() throws Exception {
        var granted = token(exchange(code()), 200);
        jdbc.sql("update partners.access_grant set expires_at = now() where acting = :person")
                .param("person", bruno.person().value())
                .update();
        assertThat(capacities(granted)).isEqualTo(401);
        jdbc.sql("update partners.refresh_token set expires_at = now() where grant_id in "
                        + "(select id from partners.access_grant where acting = :person)")
                .param("person", bruno.person().value())
                .update();
        token(refresh(granted), 400);
    }

    @Test
    void theAppOrThePersonEndsItAtOnce() throws Exception {
        var byTheApp = token(exchange(code()), 200);
        var revoked = http.perform(post("/oauth2/revoke")
                        .param("client_id", app.clientId())
                        .param("token", byTheApp.path("refresh_token").asString()))
                .andReturn()
                .getResponse();
        assertThat(revoked.getStatus()).isEqualTo(200);
        assertThat(capacities(byTheApp)).isEqualTo(401);

        var byBruno = token(exchange(code()), 200);
        var page = signedIn(get("/apps")).getContentAsString();
        assertThat(page).contains("App of the tests");
        var end = page.substring(page.indexOf("/apps/"), page.indexOf("/end") + 4);
        var ivo = new SignedIn(new PersonId(java.util.UUID.randomUUID()), Assurance.HIGH, SignedIn.ME);
        assertThat(http.perform(post(end).with(csrf()).with(authentication(ivo.ticket())))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .as("not Bruno")
                .isEqualTo(404);
        assertThat(capacities(byBruno)).isEqualTo(200);
        signedIn(post(end).with(csrf()));
        assertThat(capacities(byBruno)).isEqualTo(401);
        token(refresh(byBruno), 400);
    }

    @Test
    void aMachineProvesItselfAndGetsNoMoreThanItWasGiven() throws Exception {
        var machine = tokens.machine(Channel.API, EnumSet.of(Scope.SERVICES_READ, Scope.WEBHOOKS_MANAGE), 1_000);
        var ask = Map.of("grant_type", "client_credentials");
        assertThat(machine(machine, "another-secret-of-32-characters-at-least", ask)
                        .getStatus())
                .isEqualTo(401);
        var all = machine(machine, ApiTokens.SECRET, ask);
        assertThat(all.getContentAsString())
                .contains("services:read webhooks:manage")
                .doesNotContain("refresh_token");
        assertThat(machine(machine, ApiTokens.SECRET, Map.of("grant_type", "client_credentials", "scope", "contacts:x"))
                        .getContentAsString())
                .contains("invalid_scope");
        for (var grant : List.of("refresh_token", "authorization_code"))
            assertThat(machine(machine, ApiTokens.SECRET, Map.of("grant_type", grant))
                            .getContentAsString())
                    .contains("unauthorized_client");
        assertThat(machine(machine, ApiTokens.SECRET, Map.of("grant_type", "password"))
                        .getContentAsString())
                .contains("unsupported_grant_type");
        assertThat(token(form("client_credentials"), 400).path("error").asString())
                .isEqualTo("unauthorized_client");
    }

    @Test
    void whoAsksForTokenAfterTokenUsesUpTheMinute() throws Exception {
        var machine = tokens.machine(Channel.API, EnumSet.of(Scope.SERVICES_READ), 3);
        var guess = Map.of("grant_type", "urn:sportello:grant-type:identified-person", "tax_code", "RSSMRA80A01H501U");
        var last = machine(machine, ApiTokens.SECRET, guess);
        for (int i = 0; i < 9 && last.getStatus() != 429; i++) last = machine(machine, ApiTokens.SECRET, guess);
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(last.getHeader("Retry-After")).matches("[1-9][0-9]?");
        assertThat(last.getContentAsString()).contains("temporarily_unavailable");
        assertThat(machine(machine, "another-secret-of-32-characters-at-least", guess)
                        .getStatus())
                .as("whoever lacks the secret uses up nothing")
                .isEqualTo(401);
    }

    @Test
    void anAppThatOnlyAsksWhoThePersonIsMayDoNothingForThem() throws Exception {
        var code = UriComponentsBuilder.fromUriString(agreed("openid profile"))
                .build()
                .getQueryParams()
                .getFirst("code");
        var granted = token(exchange(String.valueOf(code)), 200);
        assertThat(granted.path("scope").asString()).isEqualTo("openid profile");
        assertThat(appointments(granted)).isEqualTo(403);
    }

    @Test
    void noSecretIsReadFromAnAddress() throws Exception {
        var machine = tokens.machine(Channel.API);
        var answer = http.perform(post("/oauth2/token?grant_type=client_credentials")
                        .header("Authorization", basic(machine, ApiTokens.SECRET)))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
    }

    @Test
    void whoIsIdentifiedMustBeWhoTheyAreSaidToBe() throws Exception {
        var machine = tokens.machine(Channel.API);
        var code = TaxCodes.next();
        var grant = "urn:sportello:grant-type:identified-person";
        var stated = Map.of("grant_type", grant, "tax_code", code.value(), "birth_date", "1971-05-14");
        assertThat(machine(machine, ApiTokens.SECRET, stated).getContentAsString())
                .as("nobody knows them and no name is stated")
                .contains("invalid_grant");
        var named = new java.util.HashMap<>(stated);
        named.putAll(Map.of("given_name", "Bruno", "family_name", "Delegato"));
        assertThat(machine(machine, ApiTokens.SECRET, named).getStatus()).isEqualTo(200);
        assertThat(machine(machine, ApiTokens.SECRET, stated).getStatus()).isEqualTo(200);
        named.put("birth_date", "1971-05-15");
        assertThat(machine(machine, ApiTokens.SECRET, named).getContentAsString())
                .contains("invalid_grant");
        named.put("birth_date", "yesterday");
        assertThat(machine(machine, ApiTokens.SECRET, named).getContentAsString())
                .contains("invalid_request");
        var studio = new java.util.HashMap<>(stated);
        studio.put("capacity", "studio");
        assertThat(machine(machine, ApiTokens.SECRET, studio).getContentAsString())
                .contains("invalid_grant", "capacities");
    }

    private static String challenge() throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    }

    private String address(String scope) throws Exception {
        return "/oauth2/authorize?response_type=code&client_id=" + app.clientId() + "&redirect_uri=" + BACK + "&scope="
                + scope + "&state=a-state&code_challenge=" + challenge() + "&code_challenge_method=S256";
    }

    private MockHttpServletRequestBuilder authorize(String scope) throws Exception {
        return get(UriComponentsBuilder.fromUriString(address(scope))
                .build()
                .encode()
                .toUri());
    }

    private String agreed(String scope) throws Exception {
        var answer = signedIn(post("/oauth2/authorize")
                .with(csrf())
                .params(UriComponentsBuilder.fromUriString(address(scope))
                        .build()
                        .getQueryParams())
                .param("answer", "yes"));
        assertThat(answer.getStatus()).isEqualTo(303);
        return String.valueOf(answer.getRedirectedUrl());
    }

    private String code() throws Exception {
        return String.valueOf(UriComponentsBuilder.fromUriString(agreed("profile:read appointments:read"))
                .build()
                .getQueryParams()
                .getFirst("code"));
    }

    private MockHttpServletRequestBuilder exchange(String code) {
        return form("authorization_code", "code", code, "redirect_uri", BACK, "code_verifier", VERIFIER);
    }

    private MockHttpServletRequestBuilder refresh(JsonNode granted) {
        return form(
                "refresh_token", "refresh_token", granted.path("refresh_token").asString());
    }

    private MockHttpServletRequestBuilder form(String grant, String... more) {
        var request = post("/oauth2/token").param("grant_type", grant).param("client_id", app.clientId());
        for (int i = 0; i < more.length; i += 2) request.param(more[i], more[i + 1]);
        return request;
    }

    private JsonNode token(MockHttpServletRequestBuilder request, int status) throws Exception {
        var answer = http.perform(request).andReturn().getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        return JsonMapper.shared().readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse machine(Partner machine, String secret, Map<String, String> form) throws Exception {
        var request = post("/oauth2/token").header("Authorization", basic(machine, secret));
        form.forEach(request::param);
        return http.perform(request).andReturn().getResponse();
    }

    private static String basic(Partner machine, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((machine.clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse signedIn(MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request.with(authentication(bruno.ticket())).accept("text/html"))
                .andReturn()
                .getResponse();
    }

    private int capacities(JsonNode granted) throws Exception {
        return status("/api/v1/capacities", granted);
    }

    private int appointments(JsonNode granted) throws Exception {
        return status("/api/v1/appointments", granted);
    }

    private int status(String path, JsonNode granted) throws Exception {
        return http.perform(get(path)
                        .header(
                                "Authorization",
                                "Bearer " + granted.path("access_token").asString()))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}

package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import sportello.audit.Doer;
import sportello.delegation.Delegation;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.Right;
import sportello.partners.Bearer;
import sportello.partners.Needs;
import sportello.partners.Partners;
import sportello.partners.Scope;
import sportello.testing.ApiTokens;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Who is let in at the API's door, as whom, and what everybody else is told (rules C3, D12, G5).
@SportelloTest
@Import(ApiDoorTest.Operations.class)
class ApiDoorTest {

    /// Operations of every kind.
    @TestComponent
    @RestController
    static class Operations {

        @GetMapping("/api/test/who")
        @Needs(Scope.APPOINTMENTS_READ)
        String who(Actor.Booker by, Bearer bearer) {
            return by.channel().code() + " " + by.party() + " " + by.doer().kind() + " " + bearer.clientId();
        }

        @GetMapping("/api/test/anybody")
        @Needs(Scope.SERVICES_READ)
        String anybody(Actor by) {
            return by.doer().kind();
        }

        @PostMapping("/api/test/act")
        @Needs(Scope.APPOINTMENTS_WRITE)
        String act(Actor.Booker by) {
            return "done";
        }

        @GetMapping("/api/test/forgotten")
        String forgotten() {
            return "open";
        }
    }

    @Autowired
    MockMvc http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Roles roles;

    @Autowired
    Partners partners;

    @Autowired
    Register register;

    @Autowired
    People people;

    @Autowired
    ApplicationContext context;

    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);

    private final Map<String, Scope> scopes = new HashMap<>();
    private final Map<String, MediaType> types = new HashMap<>();

    @Test
    void aPersonsAppActsForThePersonByItsOwnChannel() throws Exception {
        var bruno = roles.person("Bruno");
        var answer = ask(get("/api/test/who"), tokens.person(bruno));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).startsWith("app " + bruno + " citizen ");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getCookies()).isEmpty();
    }

    @Test
    void withoutATokenOrWithAnyOtherNobodyIsLetIn() throws Exception {
        var answer = http.perform(get("/api/test/who")).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"sportello\"");
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getContentAsString()).contains("urn:sportello:problem:login-needed", "token-missing");

        for (var token : List.of("nobodys", "", "a b", "x".repeat(600))) {
            var other = ask(get("/api/test/who"), token);
            assertThat(other.getStatus()).isEqualTo(401);
            assertThat(other.getHeader("WWW-Authenticate")).contains("invalid_token");
        }
    }

    @Test
    void aSessionOfTheReservedAreaCountsForNothingHere() throws Exception {
        var session = authentication(roles.citizen().ticket());
        assertThat(status(http.perform(get("/api/test/who").with(session))
                        .andReturn()
                        .getResponse()))
                .isEqualTo(401);
        assertThat(status(http.perform(post("/api/test/act").with(session))
                        .andReturn()
                        .getResponse()))
                .isEqualTo(401);
    }

    @Test
    void noFormsTokenIsAskedOfWhoBringsAnAccessToken() throws Exception {
        var token = tokens.person(roles.person("Bruno"));
        assertThat(ask(post("/api/test/act"), token).getContentAsString()).isEqualTo("done");
    }

    @Test
    void eachOperationNeedsItsScopeAndOneThatNamesNoneAnswersNobody() throws Exception {
        var token = tokens.person(roles.person("Bruno"), Scope.APPOINTMENTS_READ);
        var answer = ask(post("/api/test/act"), token);
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getHeader("WWW-Authenticate")).contains("insufficient_scope", "scope=\"appointments:write\"");
        assertThat(answer.getContentAsString()).contains("scope-missing");
        assertThat(status(ask(get("/api/test/forgotten"), token))).isEqualTo(404);
        assertThat(status(ask(get("/api/nowhere"), token))).isEqualTo(404);
        assertThat(status(http.perform(get("/api/nowhere")).andReturn().getResponse()))
                .isEqualTo(401);
    }

    @Test
    void aScopeTakenFromTheProgramIsGoneAtTheNextRequest() throws Exception {
        var app = tokens.app();
        var token = tokens.login(app, roles.person("Bruno"), EnumSet.of(Scope.APPOINTMENTS_READ))
                .accessToken();
        assertThat(status(ask(get("/api/test/who"), token))).isEqualTo(200);
        partners.register(
                sportello.partners.Partner.app(
                        app.clientId(), app.name(), app.redirectUris(), Set.of(Scope.SERVICES_READ), 1000),
                Set.of(),
                "test");
        assertThat(status(ask(get("/api/test/who"), token))).isEqualTo(403);
    }

    @Test
    void aWithdrawnProgramOpensNothingAtTheNextRequestNorWhenItComesBack() throws Exception {
        var machine = tokens.machine(Channel.API);
        var token = tokens.of(machine);
        assertThat(status(ask(get("/api/test/anybody"), token))).isEqualTo(200);
        partners.withdraw(machine.clientId());
        assertThat(status(ask(get("/api/test/anybody"), token))).isEqualTo(401);
        partners.register(machine, Set.of(ApiTokens.SECRET), "test");
        assertThat(status(ask(get("/api/test/anybody"), token))).isEqualTo(401);
    }

    @Test
    void onBehalfOfAnotherIsSaidWithEachRequestTracedAndOverWithTheDelegation() throws Exception {
        var anna = roles.person("Anna");
        var bruno = roles.person("Bruno");
        var granted = (Register.GrantOutcome.Granted) register.grant(anna, bruno, null, null, new Actor.System("test"));
        var key = "delegation:" + granted.delegation().id();
        var token = tokens.person(bruno);

        assertThat(ask(get("/api/test/who"), token).getContentAsString()).startsWith("app " + bruno);
        for (int i = 0; i < 2; i++)
            assertThat(ask(get("/api/test/who").header("Acting-As", key), token).getContentAsString())
                    .startsWith("app " + anna);
        var byBruno = new Actor.Citizen(bruno, sportello.identity.Assurance.SUBSTANTIAL, null);
        assertThat(register.uses(granted.delegation().id(), byBruno)).hasSize(1);

        register.end(granted.delegation().id(), Delegation.EndReason.RENOUNCED, byBruno);
        var over = ask(get("/api/test/who").header("Acting-As", key), token);
        assertThat(over.getStatus()).isEqualTo(403);
        assertThat(over.getContentAsString()).contains("capacity-ended");
        assertThat(status(ask(get("/api/test/who"), token))).isEqualTo(200);
    }

    @Test
    void nobodyActsInACapacityThatIsNotTheirsNorAsStaff() throws Exception {
        var dario = roles.intermediary();
        var token = tokens.person(dario.person());
        assertThat(ask(get("/api/test/who").header("Acting-As", capacity(dario)), token)
                        .getContentAsString())
                .contains(" intermediary ");
        var stranger = tokens.person(roles.person("Bruno"));
        assertThat(status(ask(get("/api/test/who").header("Acting-As", capacity(dario)), stranger)))
                .isEqualTo(403);
        var carla = roles.official("Carla", EnumSet.of(Right.HOLD_MEETINGS));
        assertThat(status(
                        ask(get("/api/test/who").header("Acting-As", capacity(carla)), tokens.person(carla.person()))))
                .isEqualTo(403);
    }

    @Test
    void aMachineActsForWhomItIdentifiedAndForNobodyElse() throws Exception {
        var ivr = tokens.machine(Channel.IVR);
        var bruno = someBruno();
        var token = tokens.of(ivr, bruno.taxCode().orElseThrow(), BORN, "me");
        assertThat(ask(get("/api/test/who"), token).getContentAsString())
                .isEqualTo("ivr " + bruno.id() + " client " + ivr.clientId());

        var alone = ask(get("/api/test/who"), tokens.of(ivr));
        assertThat(alone.getStatus()).isEqualTo(403);
        assertThat(alone.getContentAsString()).contains("person-needed");
        assertThat(ask(get("/api/test/anybody"), tokens.of(ivr)).getContentAsString())
                .isEqualTo("client");
        assertThat(status(ask(get("/api/test/who").header("Acting-As", "delegation:x"), token)))
                .isEqualTo(403);
    }

    private Person someBruno() {
        return people.identified(
                "Bruno", "Delegato", TaxCodes.next(), BORN, new Contacts(null, null, "it"), Doer.system("test"));
    }

    @Test
    void beyondItsQuotaAProgramIsToldWhenToComeAgainAndNothingIsDone() throws Exception {
        var machine = tokens.machine(Channel.API, EnumSet.of(Scope.SERVICES_READ), 3);
        var token = tokens.of(machine);
        var last = ask(get("/api/test/anybody"), token);
        assertThat(last.getHeader("RateLimit-Limit")).isEqualTo("3");
        while (last.getStatus() == 200) last = ask(get("/api/test/anybody"), token);
        assertThat(last.getStatus()).isEqualTo(429);
        assertThat(last.getHeader("RateLimit-Remaining")).isEqualTo("0");
        assertThat(last.getHeader("Retry-After")).isEqualTo(last.getHeader("RateLimit-Reset"));
        assertThat(last.getContentType()).startsWith("application/problem+json");
        assertThat(last.getContentAsString()).contains("urn:sportello:problem:too-many");

        var other = tokens.of(machine);
        var another = ask(get("/api/test/anybody"), other);
        assertThat(another.getStatus())
                .as("another token of the same program, unless a new minute began")
                .satisfiesAnyOf(
                        status -> assertThat(status).isEqualTo(429),
                        status -> assertThat(another.getHeader("RateLimit-Remaining"))
                                .isIn("1", "2"));
    }

    @Test
    void whoAsksAtOnceIsCountedOneByOne() throws Exception {
        var token = tokens.of(tokens.machine(Channel.API, EnumSet.of(Scope.SERVICES_READ), 1_000));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = new java.util.ArrayList<Future<MockHttpServletResponse>>();
            for (int i = 0; i < 40; i++) answers.add(threads.submit(() -> ask(get("/api/test/anybody"), token)));
            var remaining = new java.util.ArrayList<String>();
            for (var answer : answers) remaining.add(answer.get().getHeader("RateLimit-Remaining"));
            assertThat(remaining.stream().distinct().count())
                    .as("each a number of its own, but for the minutes that pass")
                    .isGreaterThanOrEqualTo(10);
        }
    }

    /// Every operation there is, asked by an app and by a machine that were given one scope each, and by a machine for
    /// somebody: what a program was not given is refused before anything is looked at.
    @Test
    void everyOperationHoldsEveryProgramToItsScopes() throws Exception {
        var app = tokens.person(roles.person("Bruno"), Scope.SERVICES_READ);
        var machine = tokens.machine(Channel.API);
        var alone = tokens.of(machine);
        var forSomebody = tokens.of(machine, someBruno().taxCode().orElseThrow(), BORN, "me");
        int seen = 0;
        for (var address : Addresses.of(context)) {
            var scope = scopes.get(address.toString());
            if (scope == null) continue;
            seen++;
            var name = address + " " + scope;
            if (scope != Scope.SERVICES_READ)
                assertThat(answer(address, app)).as(name).isEqualTo(403);
            if (!scope.forMachines()) {
                assertThat(answer(address, alone)).as(name).isEqualTo(403);
                assertThat(answer(address, forSomebody)).as(name).isEqualTo(403);
            }
            if (!scope.forApps())
                assertThat(answer(address, forSomebody)).as(name).isEqualTo(403);
        }
        assertThat(seen).isGreaterThan(30);
    }

    @Test
    void anAccessTokenOpensNoPage() throws Exception {
        var token = tokens.person(roles.person("Bruno"));
        for (var page : List.of("/home", "/notices", "/office", "/apps"))
            assertThat(ask(get(page), token).getRedirectedUrl()).as(page).startsWith("/login?next=");
    }

    private int answer(Addresses.Address address, String token) throws Exception {
        var asked = request(address.method(), address.path());
        var type = types.get(address.toString());
        if (type != null) asked.contentType(type);
        return ask(asked, token).getStatus();
    }

    @BeforeEach
    void readTheOperations() {
        context.getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((where, handler) -> {
                    var needs = handler.getMethodAnnotation(Needs.class);
                    if (needs == null) return;
                    for (var pattern : where.getPatternValues())
                        for (var method : where.getMethodsCondition().getMethods())
                            where.getConsumesCondition()
                                    .getConsumableMediaTypes()
                                    .forEach(type -> types.put(method + " " + pattern, type));
                    for (var pattern : where.getPatternValues())
                        for (var method : where.getMethodsCondition().getMethods())
                            scopes.put(method.name() + " " + pattern, needs.value());
                }));
    }

    private static String capacity(SignedIn who) {
        var key = who.capacity();
        if (key == null) throw new IllegalArgumentException();
        return key;
    }

    private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, String token) throws Exception {
        return http.perform(request.header("Authorization", "Bearer " + token))
                .andReturn()
                .getResponse();
    }

    private static int status(MockHttpServletResponse answer) {
        return answer.getStatus();
    }
}

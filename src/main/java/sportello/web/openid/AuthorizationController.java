package sportello.web.openid;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import sportello.identity.Actor;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.partners.Grants;
import sportello.partners.RelyingService;
import sportello.partners.RelyingServices;
import sportello.web.Frame;
import sportello.web.security.Capacities;
import sportello.web.security.Doors;
import sportello.web.security.SignedIn;

/// A relying service sends a person here to learn who they are and for whom they act. The login comes first, then the
/// choice of capacity when there is one to make (rule D12).
@RestController
class AuthorizationController {

    private final Grants grants;
    private final RelyingServices services;
    private final Capacities capacities;
    private final Consents consents;
    private final Doors doors;

    AuthorizationController(
            Grants grants, RelyingServices services, Capacities capacities, Consents consents, Doors doors) {
        this.grants = grants;
        this.services = services;
        this.capacities = capacities;
        this.consents = consents;
        this.doors = doors;
    }

    @GetMapping("/oauth2/authorize")
    ResponseEntity<?> authorize(
            HttpServletRequest request,
            Frame frame,
            SignedIn who,
            Actor actor,
            @RequestParam(name = "client_id", defaultValue = "") String clientId,
            @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
            @RequestParam(name = "response_type", defaultValue = "") String responseType,
            @RequestParam(name = "scope", defaultValue = "") String scope,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "nonce", required = false) @Nullable String nonce,
            @RequestParam(name = "code_challenge", defaultValue = "") String challenge,
            @RequestParam(name = "code_challenge_method", defaultValue = "") String challengeMethod,
            @RequestParam(name = "prompt", defaultValue = "") String prompt) {
        var app = consents.app(clientId);
        if (app.isPresent())
            return consents.ask(
                    frame,
                    new AppRequest(
                            app.get(),
                            redirectUri,
                            responseType,
                            scope,
                            state,
                            nonce,
                            challenge,
                            challengeMethod,
                            prompt),
                    who);
        var service = known(clientId, redirectUri);
        if (!responseType.equals("code")) return back(redirectUri, state, "unsupported_response_type");
        if (!List.of(scope.split(" ")).contains("openid")) return back(redirectUri, state, "invalid_scope");
        if (!challengeMethod.equals("S256")
                || !AppRequest.CHALLENGE.matcher(challenge).matches()) {
            return back(redirectUri, state, "invalid_request");
        }
        if (mustChoose(who, actor, prompt)) return toTheChoice(request);
        if (!(actor instanceof Actor.Citizen citizen)) return toTheChoice(request);
        var asked = new Grants.Asked(service, redirectUri, scope, challenge, nonce);
        return switch (grants.authorize(asked, citizen)) {
            case Grants.Authorization.Code(var code) -> back(redirectUri, state, Map.of("code", code));
            case Grants.Authorization.NotDelegable() -> back(redirectUri, state, "access_denied");
            case Grants.Authorization.DelegationEnded() -> toTheChoice(request);
        };
    }

    /// Nobody is led to an address the service did not register, not even with an error.
    private RelyingService known(String clientId, String redirectUri) {
        return services.find(clientId)
                .filter(service -> service.redirectUris().contains(redirectUri))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    }

    private boolean mustChoose(SignedIn who, Actor actor, String prompt) {
        if (prompt.equals("select_account") || actor instanceof Actor.Official) return true;
        return who.capacity() == null
                && capacities.of(who.person()).stream().anyMatch(Capacity.OnBehalfOf.class::isInstance);
    }

    /// And back here, to be asked no second time.
    private static ResponseEntity<Void> toTheChoice(HttpServletRequest request) {
        var again = UriComponentsBuilder.fromUriString("/oauth2/authorize?" + request.getQueryString())
                .replaceQueryParam("prompt")
                .build(true)
                .toUriString();
        return see("/capacity?next=" + URLEncoder.encode(again, StandardCharsets.UTF_8));
    }

    private ResponseEntity<Void> back(String redirectUri, @Nullable String state, String error) {
        return back(redirectUri, state, Map.of("error", error));
    }

    private ResponseEntity<Void> back(String redirectUri, @Nullable String state, Map<String, String> answer) {
        return see(leadBack(redirectUri, state, doors.product(), answer));
    }

    static String leadBack(String redirectUri, @Nullable String state, String issuer, Map<String, String> answer) {
        var all = new LinkedHashMap<>(answer);
        if (state != null) all.put("state", state);
        all.put("iss", issuer);
        var address = UriComponentsBuilder.fromUriString(redirectUri);
        all.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(all).toUriString();
    }

    static ResponseEntity<Void> see(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}

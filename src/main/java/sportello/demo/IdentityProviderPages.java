package sportello.demo;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import sportello.web.Frame;
import sportello.web.security.BasicCredentials;

/// What the demonstration identity provider answers: discovery, keys, the page to choose a name, tokens.
@RestController
@InDemo
@RequestMapping(IdentityProvider.HOME)
class IdentityProviderPages {

    /// Levels as the page names them, with the `acr` a real provider would send.
    private static final Map<String, String> LEVELS = Map.of(
            "spid1", "https://www.spid.gov.it/SpidL1",
            "spid2", "https://www.spid.gov.it/SpidL2",
            "spid3", "https://www.spid.gov.it/SpidL3",
            "cie", "CIE_L3",
            "cns", "CNS");

    private final IdentityProvider provider;
    private final IdentityCodes codes;
    private final Templates templates;

    IdentityProviderPages(IdentityProvider provider, IdentityCodes codes, Templates templates) {
        this.provider = provider;
        this.codes = codes;
        this.templates = templates;
    }

    record Request(
            String clientId,
            String redirectUri,
            String state,
            @Nullable String nonce,
            String challenge) {

        String back(Map<String, String> answer) {
            var address = UriComponentsBuilder.fromUriString(redirectUri);
            answer.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
            return address.queryParam("state", "{state}")
                    .encode()
                    .buildAndExpand(withState(answer))
                    .toUriString();
        }

        private Map<String, String> withState(Map<String, String> answer) {
            var all = new java.util.HashMap<>(answer);
            all.put("state", state);
            return all;
        }
    }

    @GetMapping
    JteModel home(Frame frame) {
        return templates.demoIdentityHome(frame);
    }

    @GetMapping("/.well-known/openid-configuration")
    Map<String, Object> discovery() {
        var issuer = provider.issuer();
        return Map.of(
                "issuer", issuer,
                "authorization_endpoint", issuer + "/authorize",
                "token_endpoint", issuer + "/token",
                "jwks_uri", issuer + "/jwks",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"),
                "code_challenge_methods_supported", List.of("S256"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic"),
                "acr_values_supported", LEVELS.values().stream().sorted().toList());
    }

    @GetMapping("/jwks")
    Object jwks() {
        return provider.publicKeys();
    }

    @GetMapping("/authorize")
    JteModel choose(
            Frame frame,
            @RequestParam("response_type") String responseType,
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") String redirectUri,
            @RequestParam("state") String state,
            @RequestParam("code_challenge") String challenge,
            @RequestParam("code_challenge_method") String challengeMethod,
            @RequestParam(name = "nonce", required = false) @Nullable String nonce,
            @RequestParam(name = "idp_hint", defaultValue = "spid") String hint) {
        if (!responseType.equals("code") || !challengeMethod.equals("S256")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var request = known(clientId, redirectUri, state, nonce, challenge);
        return templates.demoIdentityChoice(
                frame,
                new ChoicePage(
                        CastLines.of(Cast.withIdentity(), frame),
                        List.of("spid1", "spid2", "spid3", "cie", "cns"),
                        LEVELS.containsKey(hint) ? hint : "spid2",
                        clientId,
                        redirectUri,
                        state,
                        nonce == null ? "" : nonce,
                        challenge,
                        request.back(Map.of("error", "access_denied"))));
    }

    @PostMapping("/authorize")
    ResponseEntity<Void> chosen(
            @RequestParam("login") String login,
            @RequestParam("level") String level,
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") String redirectUri,
            @RequestParam("state") String state,
            @RequestParam("code_challenge") String challenge,
            @RequestParam(name = "nonce", required = false) @Nullable String nonce) {
        var request = known(clientId, redirectUri, state, nonce, challenge);
        var acr = LEVELS.get(level);
        if (acr == null || Cast.withLogin(login).isEmpty()) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        var code = codes.issue(new IdentityCodes.Kept(login, acr, redirectUri, challenge, nonce));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(request.back(Map.of("code", code))))
                .build();
    }

    /// Nobody is led to an address we do not know.
    private Request known(String clientId, String redirectUri, String state, @Nullable String nonce, String challenge) {
        if (!provider.knows(clientId, redirectUri) || challenge.length() < 43) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return new Request(clientId, redirectUri, state, nonce, challenge);
    }

    @PostMapping("/token")
    ResponseEntity<Map<String, Object>> token(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestParam("grant_type") String grantType,
            @RequestParam("code") String code,
            @RequestParam("redirect_uri") String redirectUri,
            @RequestParam("code_verifier") String verifier) {
        if (!isClient(authorization)) return refused(HttpStatus.UNAUTHORIZED, "invalid_client");
        if (!grantType.equals("authorization_code")) return refused(HttpStatus.BAD_REQUEST, "unsupported_grant_type");
        Optional<String> token = provider.identityToken(code, redirectUri, verifier);
        if (token.isEmpty()) return refused(HttpStatus.BAD_REQUEST, "invalid_grant");
        return ResponseEntity.ok(Map.of(
                "access_token",
                IdentityCodes.random(),
                "token_type",
                "Bearer",
                "expires_in",
                300,
                "id_token",
                token.get()));
    }

    private boolean isClient(@Nullable String authorization) {
        return BasicCredentials.of(authorization)
                .filter(one -> one.isFor(IdentityProvider.CLIENT, provider.clientSecret()))
                .isPresent();
    }

    private static ResponseEntity<Map<String, Object>> refused(HttpStatus status, String error) {
        return ResponseEntity.status(status).body(Map.of("error", error));
    }
}

package sportello.web.openid;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.partners.Grant;
import sportello.partners.Grants;
import sportello.partners.RelyingService;
import sportello.partners.RelyingServices;
import sportello.partners.Scope;
import sportello.partners.SigningKeys;
import sportello.web.security.BasicCredentials;
import sportello.web.security.Doors;

/// What relying services ask us directly: discovery, keys, and who a token is for right now.
@RestController
class ProviderController {

    private final Grants grants;
    private final RelyingServices services;
    private final SigningKeys keys;
    private final Claims claims;
    private final Doors doors;

    ProviderController(Grants grants, RelyingServices services, SigningKeys keys, Claims claims, Doors doors) {
        this.grants = grants;
        this.services = services;
        this.keys = keys;
        this.claims = claims;
        this.doors = doors;
    }

    @GetMapping("/.well-known/openid-configuration")
    Map<String, Object> discovery() {
        var issuer = doors.product();
        var all = new LinkedHashMap<String, Object>();
        all.put("issuer", issuer);
        all.put("authorization_endpoint", issuer + "/oauth2/authorize");
        all.put("token_endpoint", issuer + "/oauth2/token");
        all.put("userinfo_endpoint", issuer + "/oauth2/userinfo");
        all.put("introspection_endpoint", issuer + "/oauth2/introspect");
        all.put("revocation_endpoint", issuer + "/oauth2/revoke");
        all.put("jwks_uri", issuer + "/oauth2/jwks");
        all.put("scopes_supported", scopes());
        all.put("response_types_supported", List.of("code"));
        all.put(
                "grant_types_supported",
                List.of(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        TokenController.IDENTIFIED_PERSON));
        all.put("subject_types_supported", List.of("public"));
        all.put("id_token_signing_alg_values_supported", List.of("RS256"));
        all.put("code_challenge_methods_supported", List.of("S256"));
        all.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "none"));
        all.put("revocation_endpoint_auth_methods_supported", List.of("client_secret_basic", "none"));
        all.put("introspection_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        all.put("prompt_values_supported", List.of("select_account"));
        all.put("claims_supported", List.of("sub", "given_name", "family_name", "act", "acr", "auth_time"));
        all.put("authorization_response_iss_parameter_supported", true);
        return all;
    }

    private static List<String> scopes() {
        return Stream.concat(
                        Stream.of("openid", "profile", "offline_access"),
                        Arrays.stream(Scope.values()).map(Scope::code))
                .toList();
    }

    @GetMapping("/oauth2/jwks")
    Map<String, Object> jwks() {
        return keys.publicKeys(Claims.KEY);
    }

    /// Asked by a relying service at each page: a delegation that has ended is not active at the next click.
    @PostMapping("/oauth2/introspect")
    ResponseEntity<Map<String, Object>> introspect(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(name = "token", defaultValue = "") String token) {
        var service = service(authorization);
        if (service.isEmpty()) return TokenController.unknownClient();
        return ResponseEntity.ok(
                grants.use(token, service).map(claims::introspection).orElseGet(() -> Map.of("active", false)));
    }

    @RequestMapping(
            path = "/oauth2/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<Map<String, Object>> userinfo(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return bearer(authorization)
                .flatMap(token -> grants.use(token, Optional.empty()))
                .map((Grant grant) -> ResponseEntity.ok(claims.userInfo(grant)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                        .build());
    }

    private Optional<RelyingService> service(@Nullable String authorization) {
        return BasicCredentials.of(authorization).flatMap(one -> services.authentic(one.client(), one.secret()));
    }

    private static Optional<String> bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(authorization.substring(7).strip())
                : Optional.empty();
    }
}

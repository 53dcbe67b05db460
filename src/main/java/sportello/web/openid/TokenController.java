package sportello.web.openid;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.FiscalCode;
import sportello.partners.ApiAccess;
import sportello.partners.AppGrants;
import sportello.partners.Grants;
import sportello.partners.Partner;
import sportello.partners.Partners;
import sportello.partners.ProgramTokens;
import sportello.partners.ProgramTokens.Issued;
import sportello.partners.Quota;
import sportello.partners.RelyingServices;
import sportello.partners.Scope;
import sportello.web.security.BasicCredentials;

/// Where every program gets its tokens (RFC 6749): services and apps for a code, apps for a refresh token, machines for
/// their secret, and for a person they have before them.
@RestController
class TokenController {

    /// RFC 6749, 4.5: a grant type of our own. A machine states whom it identified.
    static final String IDENTIFIED_PERSON = "urn:sportello:grant-type:identified-person";

    private final Grants grants;
    private final AppGrants apps;
    private final ProgramTokens programs;
    private final ApiAccess access;
    private final Partners partners;
    private final Claims claims;

    TokenController(
            Grants grants, AppGrants apps, ProgramTokens programs, ApiAccess access, Partners partners, Claims claims) {
        this.grants = grants;
        this.apps = apps;
        this.programs = programs;
        this.access = access;
        this.partners = partners;
        this.claims = claims;
    }

    @PostMapping("/oauth2/token")
    ResponseEntity<Map<String, Object>> token(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam MultiValueMap<String, String> form) {
        // A secret or a code in an address would end up in logs on the way (rule D13).
        if (request.getQueryString() != null) return badRequest("invalid_request");
        var asking = asking(authorization, form);
        if (asking.isEmpty()) return unknownClient();
        if (form.values().stream().anyMatch(each -> each.size() > 1)) return badRequest("invalid_request");
        var partner = asking.get();
        if (partner.kind() == Partner.Kind.MACHINE) {
            var quota = access.asksForToken(partner);
            if (quota.exceeded()) return tooMany(quota);
        }
        return switch (value(form, "grant_type")) {
            case "authorization_code" -> code(partner, form);
            case "refresh_token" ->
                partner.kind() == Partner.Kind.NATIVE
                        ? tokens(apps.refresh(partner, value(form, "refresh_token")))
                        : badRequest("unauthorized_client");
            case "client_credentials" ->
                partner.kind() == Partner.Kind.MACHINE ? itself(partner, form) : badRequest("unauthorized_client");
            case IDENTIFIED_PERSON ->
                partner.kind() == Partner.Kind.MACHINE ? somebody(partner, form) : badRequest("unauthorized_client");
            default -> badRequest("unsupported_grant_type");
        };
    }

    /// RFC 7009. What is not the program's own, or over already, is answered alike.
    @PostMapping("/oauth2/revoke")
    ResponseEntity<Map<String, Object>> revoke(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam MultiValueMap<String, String> form) {
        if (request.getQueryString() != null) return badRequest("invalid_request");
        var asking = asking(authorization, form);
        if (asking.isEmpty()) return unknownClient();
        apps.revoke(asking.get(), value(form, "token"));
        return ResponseEntity.ok(Map.of());
    }

    /// An app has no secret: its name is all it says. Everybody else proves who they are.
    private Optional<Partner> asking(@Nullable String authorization, MultiValueMap<String, String> form) {
        if (authorization != null)
            return BasicCredentials.of(authorization).flatMap(one -> partners.authentic(one.client(), one.secret()));
        return partners.find(value(form, "client_id")).filter(partner -> partner.kind() == Partner.Kind.NATIVE);
    }

    private ResponseEntity<Map<String, Object>> code(Partner partner, MultiValueMap<String, String> form) {
        var code = value(form, "code");
        var redirectUri = value(form, "redirect_uri");
        var verifier = value(form, "code_verifier");
        if (partner.kind() == Partner.Kind.NATIVE) return tokens(apps.exchange(partner, code, redirectUri, verifier));
        var service = RelyingServices.relying(partner);
        if (service.isEmpty()) return badRequest("unauthorized_client");
        return switch (grants.exchange(service.get(), code, redirectUri, verifier)) {
            case Grants.Exchange.Refused() -> badRequest("invalid_grant");
            case Grants.Exchange.Token(var token, var lasts, var grant) ->
                ResponseEntity.ok(Map.of(
                        "access_token", token,
                        "token_type", "Bearer",
                        "expires_in", lasts.toSeconds(),
                        "scope", grant.scope(),
                        "id_token", claims.identityToken(grant)));
        };
    }

    private ResponseEntity<Map<String, Object>> tokens(AppGrants.Exchange exchange) {
        return switch (exchange) {
            case AppGrants.Exchange.Refused() -> badRequest("invalid_grant");
            case AppGrants.Exchange.Tokens(var accessToken, var refreshToken, var seconds, var grant) -> {
                var all = new LinkedHashMap<String, Object>();
                all.put("access_token", accessToken);
                all.put("token_type", "Bearer");
                all.put("expires_in", seconds);
                all.put("refresh_token", refreshToken);
                all.put("scope", grant.scope());
                if (Scopes.isOpenId(grant.scope())) all.put("id_token", claims.identityToken(grant));
                yield ResponseEntity.ok(all);
            }
        };
    }

    private ResponseEntity<Map<String, Object>> itself(Partner machine, MultiValueMap<String, String> form) {
        return Scopes.wanted(machine, value(form, "scope"))
                .map(scopes -> issued(programs.issue(machine, scopes)))
                .orElseGet(() -> badRequest("invalid_scope"));
    }

    private ResponseEntity<Map<String, Object>> somebody(Partner machine, MultiValueMap<String, String> form) {
        var scopes = Scopes.wanted(machine, value(form, "scope"))
                .map(TokenController::forAPerson)
                .filter(found -> !found.isEmpty());
        if (scopes.isEmpty()) return badRequest("invalid_scope");
        var stated = stated(form);
        if (stated.isEmpty()) return badRequest("invalid_request");
        return switch (programs.forPerson(machine, scopes.get(), stated.get())) {
            case Issued.Token token -> issued(token);
            case Issued.NotAllowed() -> badRequest("unauthorized_client");
            case Issued.NotIdentified() -> badRequest("invalid_grant");
            case Issued.NoSuchCapacity(var open) ->
                ResponseEntity.badRequest().body(Map.of("error", "invalid_grant", "capacities", open));
        };
    }

    private static Set<Scope> forAPerson(Set<Scope> scopes) {
        var some = EnumSet.noneOf(Scope.class);
        scopes.stream().filter(Scope::forApps).forEach(some::add);
        return some;
    }

    private static Optional<ProgramTokens.Stated> stated(MultiValueMap<String, String> form) {
        try {
            return FiscalCode.parse(value(form, "tax_code"))
                    .map(code -> new ProgramTokens.Stated(
                            code,
                            LocalDate.parse(value(form, "birth_date")),
                            form.getFirst("given_name"),
                            form.getFirst("family_name"),
                            form.getFirst("language"),
                            form.containsKey("capacity") ? value(form, "capacity") : "me"));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<Map<String, Object>> issued(Issued.Token token) {
        return ResponseEntity.ok(Map.of(
                "access_token",
                token.accessToken(),
                "token_type",
                "Bearer",
                "expires_in",
                token.seconds(),
                "scope",
                token.scopes().stream().map(Scope::code).sorted().collect(Collectors.joining(" "))));
    }

    private static String value(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value;
    }

    static ResponseEntity<Map<String, Object>> unknownClient() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sportello\"")
                .body(Map.of("error", "invalid_client"));
    }

    private static ResponseEntity<Map<String, Object>> tooMany(Quota quota) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(quota.resetSeconds()))
                .body(Map.of("error", "temporarily_unavailable"));
    }

    private static ResponseEntity<Map<String, Object>> badRequest(String error) {
        return ResponseEntity.badRequest().body(Map.of("error", error));
    }
}

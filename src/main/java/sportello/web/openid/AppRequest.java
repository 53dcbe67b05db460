package sportello.web.openid;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sportello.partners.Partner;

/// What an app asks at `/oauth2/authorize`.
record AppRequest(
        Partner app,
        String redirectUri,
        String responseType,
        String scope,
        @Nullable String state,
        @Nullable String nonce,
        String challenge,
        String challengeMethod,
        String prompt) {

    /// RFC 7636: a SHA-256 in base64url.
    static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /// An address the app did not register is never led to, not even with an error.
    boolean leadsBack() {
        return app.leadsBackTo(redirectUri);
    }

    /// The error an app is led back with, empty for a request that is well made.
    Optional<String> error() {
        if (!responseType.equals("code")) return Optional.of("unsupported_response_type");
        if (Scopes.wanted(app, scope).isEmpty()) return Optional.of("invalid_scope");
        if (!challengeMethod.equals("S256") || !CHALLENGE.matcher(challenge).matches())
            return Optional.of("invalid_request");
        return prompt.equals("none") ? Optional.of("interaction_required") : Optional.empty();
    }

    /// As the page sends it again when the person agrees.
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("client_id", app.clientId());
        fields.put("redirect_uri", redirectUri);
        fields.put("response_type", responseType);
        fields.put("scope", scope);
        fields.put("code_challenge", challenge);
        fields.put("code_challenge_method", challengeMethod);
        if (state != null) fields.put("state", state);
        if (nonce != null) fields.put("nonce", nonce);
        return fields;
    }
}

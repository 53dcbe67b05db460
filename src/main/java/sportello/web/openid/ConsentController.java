package sportello.web.openid;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import sportello.web.security.SignedIn;

/// The person's answer to an app that asks to act for them.
@RestController
class ConsentController {

    private final Consents consents;

    ConsentController(Consents consents) {
        this.consents = consents;
    }

    @PostMapping("/oauth2/authorize")
    ResponseEntity<Void> answer(
            SignedIn who,
            @RequestParam(name = "client_id", defaultValue = "") String clientId,
            @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
            @RequestParam(name = "response_type", defaultValue = "") String responseType,
            @RequestParam(name = "scope", defaultValue = "") String scope,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "nonce", required = false) @Nullable String nonce,
            @RequestParam(name = "code_challenge", defaultValue = "") String challenge,
            @RequestParam(name = "code_challenge_method", defaultValue = "") String challengeMethod,
            @RequestParam(name = "answer", defaultValue = "no") String answer) {
        var app = consents.app(clientId).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        var asked = new AppRequest(app, redirectUri, responseType, scope, state, nonce, challenge, challengeMethod, "");
        return answer.equals("yes") ? consents.agreed(asked, who) : consents.refused(asked);
    }
}

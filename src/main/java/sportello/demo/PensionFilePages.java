package sportello.demo;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.platform.Envelope;
import sportello.web.Frame;

/// The pages of the demonstration relying service. Its login under way and its access token travel in closed cookies of
/// its own: cookies ignore ports, so they have their own names.
@RestController
@InDemo
@RequestMapping(PensionFile.HOME)
class PensionFilePages {

    private static final String COOKIE = "fascicolo";
    private static final String LOGIN = "fascicolo_login";

    private final PensionFile file;
    private final Envelope envelope;
    private final Templates templates;

    PensionFilePages(PensionFile file, Envelope envelope, Templates templates) {
        this.file = file;
        this.envelope = envelope;
        this.templates = templates;
    }

    @GetMapping
    ResponseEntity<JteModel> home(Frame frame, @CookieValue(name = COOKIE, required = false) @Nullable String cookie) {
        return page("home", frame, cookie);
    }

    @GetMapping("/contributi")
    ResponseEntity<JteModel> contributions(
            Frame frame, @CookieValue(name = COOKIE, required = false) @Nullable String cookie) {
        return page("contributions", frame, cookie);
    }

    @GetMapping("/pagamenti")
    ResponseEntity<JteModel> payments(
            Frame frame, @CookieValue(name = COOKIE, required = false) @Nullable String cookie) {
        return page("payments", frame, cookie);
    }

    private ResponseEntity<JteModel> page(String section, Frame frame, @Nullable String cookie) {
        var token = opened(COOKIE, cookie);
        if (token.isEmpty()) return html(HttpStatus.OK).body(templates.demoFileEntrance(frame));
        var reader = file.reader(token.get());
        if (reader.isEmpty()) {
            return html(HttpStatus.FORBIDDEN)
                    .header(HttpHeaders.SET_COOKIE, ended(COOKIE))
                    .body(templates.demoFileEnded(frame));
        }
        return html(HttpStatus.OK)
                .body(templates.demoFile(
                        frame,
                        new FilePage(
                                section,
                                reader.get().owner(),
                                reader.get().acting().orElse(""))));
    }

    @GetMapping("/login")
    ResponseEntity<Void> login(
            HttpServletRequest request, @RequestParam(name = "choose", defaultValue = "false") boolean choose) {
        var state = IdentityCodes.random();
        var nonce = IdentityCodes.random();
        var verifier = IdentityCodes.random();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(
                        HttpHeaders.SET_COOKIE,
                        kept(request, LOGIN, state + " " + nonce + " " + verifier, Duration.ofMinutes(30)))
                .location(URI.create(file.authorizationAddress(state, nonce, verifier, choose)))
                .build();
    }

    @GetMapping("/callback")
    ResponseEntity<?> callback(
            HttpServletRequest request,
            Frame frame,
            @CookieValue(name = LOGIN, required = false) @Nullable String cookie,
            @RequestParam(name = "code", defaultValue = "") String code,
            @RequestParam(name = "state", defaultValue = "") String state) {
        var started =
                opened(LOGIN, cookie).map(text -> List.of(text.split(" "))).orElse(List.of());
        var token = started.size() == 3 && started.get(0).equals(state) && !code.isEmpty()
                ? file.redeem(code, started.get(2), started.get(1))
                : Optional.<String>empty();
        if (token.isEmpty()) return html(HttpStatus.FORBIDDEN).body(templates.demoFileRefused(frame));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(
                        HttpHeaders.SET_COOKIE,
                        kept(request, COOKIE, token.get(), Duration.ofMinutes(30)),
                        ended(LOGIN))
                .location(URI.create(PensionFile.HOME))
                .build();
    }

    @PostMapping("/logout")
    ResponseEntity<Void> leave() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, ended(COOKIE))
                .location(URI.create(PensionFile.HOME))
                .build();
    }

    private static ResponseEntity.BodyBuilder html(HttpStatus status) {
        return ResponseEntity.status(status).contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
    }

    private Optional<String> opened(String name, @Nullable String cookie) {
        return Optional.ofNullable(cookie)
                .flatMap(closed -> envelope.open(name, closed))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private String kept(HttpServletRequest request, String name, String content, Duration lasts) {
        return cookie(name, envelope.close(name, content.getBytes(StandardCharsets.UTF_8)), lasts)
                .secure(request.isSecure())
                .build()
                .toString();
    }

    private static String ended(String name) {
        return cookie(name, "", Duration.ZERO).build().toString();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String name, String value, Duration lasts) {
        return ResponseCookie.from(name, value)
                .path(PensionFile.HOME)
                .httpOnly(true)
                .sameSite("Lax")
                .maxAge(lasts);
    }
}

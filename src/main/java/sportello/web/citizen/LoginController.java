package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.web.Frame;
import sportello.web.LocalPath;

/// Choosing how to log in, and why a login did not do.
@RestController
class LoginController {

    private final Templates templates;

    LoginController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/login")
    JteModel choose(
            Frame frame,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String failed) {
        var place = LocalPath.or(next, "");
        var query = place.isEmpty() ? "" : "?next=" + URLEncoder.encode(place, StandardCharsets.UTF_8);
        var why = failed == null
                ? null
                : frame.say(failed.equals("given-up") ? "login.failed.given_up" : "login.failed.again");
        return templates.citizenLogin(frame, new LoginPage(query, place.startsWith("/office"), why));
    }

    /// Rule D1: a level below 2 does not open the reserved area.
    @GetMapping("/login/refused")
    JteModel refused(Frame frame) {
        return templates.citizenLoginRefused(frame);
    }
}

package sportello.web.citizen;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.platform.Words;
import sportello.web.LocalPath;

/// The language of the pages, remembered by the browser.
@RestController
class LanguageController {

    private final Words words;

    LanguageController(Words words) {
        this.words = words;
    }

    @GetMapping("/language")
    ResponseEntity<Void> choose(
            @RequestParam("to") String to, @RequestParam(name = "back", required = false) @Nullable String back) {
        var answer = ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, LocalPath.or(back, "/"));
        if (words.languages().contains(Locale.forLanguageTag(to))) {
            answer.header(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from("language", Locale.forLanguageTag(to).toLanguageTag())
                            .path("/")
                            .httpOnly(true)
                            .sameSite("Lax")
                            .maxAge(Duration.ofDays(365))
                            .build()
                            .toString());
        }
        return answer.build();
    }
}

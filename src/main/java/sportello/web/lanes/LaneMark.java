package sportello.web.lanes;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import sportello.platform.Envelope;

/// A cookie that says by which way a browser comes in, so that nobody has to be looked up before it is known whose
/// capacity a request may use. It is sealed by us, chooses the way and grants nothing.
@Component
public class LaneMark {

    public static final String COOKIE = "sportello_lane";
    private static final String PURPOSE = "lane";

    private final Envelope envelope;
    private final InstantSource machine = InstantSource.system();

    LaneMark(Envelope envelope) {
        this.envelope = envelope;
    }

    /// What a browser was found to be.
    public enum Mark {
        /// Works for the body.
        STAFF(Duration.ofHours(16)),
        /// Is bound to a meeting.
        ROOM(Duration.ofDays(60)),
        /// Is logging in as staff.
        DOOR(Duration.ofMinutes(15));

        private final Duration lasts;

        Mark(Duration lasts) {
            this.lasts = lasts;
        }
    }

    public String cookie(Mark mark, HttpServletRequest request) {
        var until = machine.instant().plus(mark.lasts).getEpochSecond();
        var text = mark.name() + " " + until;
        return set(envelope.close(PURPOSE, text.getBytes(StandardCharsets.UTF_8)), mark.lasts, request);
    }

    public void put(Mark mark, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(mark, request));
    }

    /// From now on this browser is anybody's.
    public void remove(Mark mark, HttpServletRequest request, HttpServletResponse response) {
        if (of(request).filter(mark::equals).isPresent())
            response.addHeader(HttpHeaders.SET_COOKIE, set("", Duration.ZERO, request));
    }

    Optional<Mark> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .flatMap(cookie -> envelope.open(PURPOSE, cookie.getValue()))
                .flatMap(this::read);
    }

    private Optional<Mark> read(byte[] text) {
        var words = new String(text, StandardCharsets.UTF_8).split(" ", 2);
        var until = Instant.ofEpochSecond(Long.parseLong(words[1]));
        return machine.instant().isBefore(until) ? Optional.of(Mark.valueOf(words[0])) : Optional.empty();
    }

    private static String set(String value, Duration lasts, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(lasts)
                .build()
                .toString();
    }
}

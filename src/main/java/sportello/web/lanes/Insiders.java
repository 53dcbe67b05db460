package sportello.web.lanes;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sessions that this node saw let in at a service's door: they choose their hour before others come. It
/// chooses the way in and grants nothing; at another node, which does not know them, they come as anybody.
@Component
public class Insiders {

    private static final String COOKIE = "sportello";
    private static final int MOST = 200_000;
    private static final int LONGEST_ID = 64;
    private static final long LASTS = Duration.ofMinutes(15).toNanos();

    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    /// Said where the session is known, so that only what is one takes room.
    public void note(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) note(session.getId());
    }

    /// A session that is known to be one.
    public void note(String session) {
        var now = System.nanoTime();
        if (seen.size() < MOST) seen.put(session, now);
        else seen.replace(session, now);
    }

    /// Has what they came for.
    public void leave(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) seen.remove(session.getId());
    }

    /// Before anybody asked the database whose session it is.
    boolean has(HttpServletRequest request) {
        return sessionsOf(request).anyMatch(session -> lately(seen.get(session)));
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void forget() {
        seen.values().removeIf(at -> !lately(at));
    }

    private static boolean lately(@Nullable Long at) {
        return at != null && System.nanoTime() - at < LASTS;
    }

    /// What a request says its session is, unproved.
    public static Stream<String> sessionsOf(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie ->
                        cookie.getName().equals(COOKIE) && cookie.getValue().length() <= LONGEST_ID)
                .limit(4)
                .flatMap(cookie -> decoded(cookie.getValue()));
    }

    private static Stream<String> decoded(String value) {
        try {
            return Stream.of(new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notOurs) {
            return Stream.empty();
        }
    }
}

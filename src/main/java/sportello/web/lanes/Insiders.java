package sportello.web.lanes;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Browsers that this node saw let in at a service's door: they finish before others come. It chooses the way in and
/// grants nothing; another node that does not know them lets them come as anybody.
@Component
public class Insiders {

    private static final String SESSION = "sportello";
    private static final int MOST = 50_000;
    private static final long LASTS = Duration.ofMinutes(15).toNanos();

    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    public void note(HttpServletRequest request) {
        if (seen.size() < MOST) session(request).ifPresent(session -> seen.put(session, System.nanoTime()));
    }

    boolean has(HttpServletRequest request) {
        return session(request).map(seen::get).filter(Insiders::lately).isPresent();
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void forget() {
        seen.values().removeIf(at -> !lately(at));
    }

    private static boolean lately(long at) {
        return System.nanoTime() - at < LASTS;
    }

    private static Optional<String> session(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(SESSION))
                .map(Cookie::getValue)
                .findFirst();
    }
}

package sportello.web.lanes;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UrlPathHelper;
import sportello.web.lanes.LaneMark.Mark;

/// By which way a request comes in, from its address and its mark alone.
@Component
class Entrances {

    /// The name of the port that only staff can reach.
    static final String STAFF_PORT = "staff";

    private static final Pattern FIRST_LOOK = Pattern.compile("^/book/[^/]+/hour$");

    private final LaneMark marks;
    private final Insiders insiders;

    Entrances(LaneMark marks, Insiders insiders) {
        this.marks = marks;
        this.insiders = insiders;
    }

    Entrance of(HttpServletRequest request) {
        var port = request.getAttribute(LaneFilter.PORT);
        if (port != null && !port.equals(STAFF_PORT)) return Entrance.BESIDE;
        var path = path(request);
        if (path.equals("/status")) return Entrance.HEALTH;
        if (isForMachines(path)) return Entrance.MACHINES;
        var mark = marks.of(request).orElse(null);
        if (mark == Mark.STAFF) return Entrance.STAFF;
        if (port != null) return under(path, "/static") ? Entrance.STAFF : Entrance.STAFF_DOOR;
        if (under(path, "/office") || isStaffLogin(path, request, mark)) return Entrance.STAFF_DOOR;
        if (under(path, "/rooms") || under(path, "/enter") || under(path, "/device-test"))
            return mark == Mark.ROOM ? Entrance.ROOM : Entrance.ROOM_DOOR;
        if (under(path, "/static") || path.equals("/favicon.ico")) return Entrance.FILES;
        if (comes(path, request)) return Entrance.COMERS;
        return isUpload(request) ? Entrance.UPLOADS : Entrance.PUBLIC;
    }

    private boolean comes(String path, HttpServletRequest request) {
        if (under(path, "/line")) return true;
        return FIRST_LOOK.matcher(path).matches() && !insiders.has(request);
    }

    /// As the controllers will read it.
    static String path(HttpServletRequest request) {
        return UrlPathHelper.defaultInstance.getPathWithinApplication(request);
    }

    private static boolean under(String path, String place) {
        return path.equals(place) || path.startsWith(place + "/");
    }

    private static boolean isForMachines(String path) {
        return switch (path) {
            case "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/userinfo", "/oauth2/jwks" -> true;
            default -> under(path, "/.well-known");
        };
    }

    private static boolean isStaffLogin(String path, HttpServletRequest request, @Nullable Mark mark) {
        return leadsToTheDesk(path, request) || (mark == Mark.DOOR && (under(path, "/login") || under(path, "/oidc")));
    }

    /// A login that begins here and is to end at the desk.
    static boolean leadsToTheDesk(String path, HttpServletRequest request) {
        if (path.equals("/login/staff")) return true;
        var query = request.getQueryString();
        return under(path, "/login")
                && query != null
                && query.toLowerCase(Locale.ROOT).replace("%2f", "/").contains("next=/office");
    }

    private static boolean isUpload(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}

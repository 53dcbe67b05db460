package sportello.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import sportello.testing.SportelloTest;
import sportello.web.lanes.LaneMark.Mark;

/// Whose capacity a request uses is said by its address and a mark that we sealed.
@SportelloTest
class EntrancesTest {

    @Autowired
    Entrances entrances;

    @Autowired
    LaneMark marks;

    @Autowired
    Insiders insiders;

    MockHttpServletRequest get(String uri, String mark) {
        var request = new MockHttpServletRequest("GET", uri.replaceFirst("[?].*", ""));
        if (uri.contains("?")) request.setQueryString(uri.substring(uri.indexOf('?') + 1));
        if (!mark.isEmpty()) {
            var answer = new MockHttpServletResponse();
            marks.put(Mark.valueOf(mark), request, answer);
            var cookie = answer.getCookie(LaneMark.COOKIE);
            request.setCookies(new Cookie(LaneMark.COOKIE, cookie == null ? "" : cookie.getValue()));
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "/office, STAFF, STAFF",
        "/office/cases, '', STAFF_DOOR",
        "/%6fffice, '', STAFF_DOOR",
        "/officesupplies, '', PUBLIC",
        "/home, STAFF, STAFF",
        "/static/css/base.css, STAFF, STAFF",
        "/static/css/base.css, '', FILES",
        "/login, '', PUBLIC",
        "/login?next=%2Foffice, '', STAFF_DOOR",
        "/login/spid?next=/office/cases, '', STAFF_DOOR",
        "/login/staff, '', STAFF_DOOR",
        "/oidc/callback, '', PUBLIC",
        "/oidc/callback, DOOR, STAFF_DOOR",
        "/book, DOOR, PUBLIC",
        "/rooms/AAAAAAAA, ROOM, ROOM",
        "/rooms/AAAAAAAA/socket, ROOM, ROOM",
        "/enter/AAAAAAAA, '', ROOM_DOOR",
        "/device-test, '', ROOM_DOOR",
        "/home, ROOM, PUBLIC",
        "/book/delegation-web-meeting/hour, '', COMERS",
        "/book/delegation-web-meeting/summary, '', PUBLIC",
        "/line/delegation-web-meeting, '', COMERS",
        "/oauth2/introspect, '', MACHINES",
        "/oauth2/authorize, '', PUBLIC",
        "/.well-known/openid-configuration, '', MACHINES",
        "/status, '', HEALTH"
    })
    void areTold(String uri, String mark, Entrance entrance) {
        assertThat(entrances.of(get(uri, mark))).isEqualTo(entrance);
    }

    /// Rule G6.
    @Test
    void whoWasLetInFinishesBeforeOthersCome() {
        var inside = hours("one-who-was-let-in");
        assertThat(entrances.of(inside)).isEqualTo(Entrance.COMERS);
        inside.setSession(new MockHttpSession(null, "one-who-was-let-in"));
        insiders.note(inside);
        assertThat(entrances.of(hours("one-who-was-let-in"))).isEqualTo(Entrance.PUBLIC);
        assertThat(entrances.of(hours("another"))).isEqualTo(Entrance.COMERS);
        insiders.leave(inside);
        assertThat(entrances.of(hours("one-who-was-let-in"))).isEqualTo(Entrance.COMERS);
    }

    @Test
    void whoOnlySaysSoWasNotLetIn() {
        var liar = hours("said-by-the-browser-alone");
        insiders.note(liar);
        assertThat(entrances.of(liar)).isEqualTo(Entrance.COMERS);
    }

    private MockHttpServletRequest hours(String session) {
        var request = get("/book/delegation-web-meeting/hour", "");
        request.setCookies(new Cookie(
                "sportello", Base64.getEncoder().encodeToString(session.getBytes(StandardCharsets.US_ASCII))));
        return request;
    }

    @Test
    void aMarkThatIsNotOursSaysNothing() {
        var request = get("/home", "");
        request.setCookies(new Cookie(LaneMark.COOKIE, "STAFF 99999999999"));
        assertThat(entrances.of(request)).isEqualTo(Entrance.PUBLIC);
    }

    @Test
    void filesOnTheirWayHoldNobodyUp() {
        var request = new MockHttpServletRequest("POST", "/appointments/1/papers");
        request.setContentType("multipart/form-data; boundary=b");
        assertThat(entrances.of(request)).isEqualTo(Entrance.UPLOADS);
    }

    @Test
    void atTheStaffsPortNobodyIsPublic() {
        var request = get("/login", "");
        request.setAttribute(LaneFilter.PORT, "staff");
        assertThat(entrances.of(request)).isEqualTo(Entrance.STAFF_DOOR);
    }

    @Test
    void theOtherPortsAreBeside() {
        var request = get("/metrics", "");
        request.setAttribute(LaneFilter.PORT, "management");
        assertThat(entrances.of(request)).isEqualTo(Entrance.BESIDE);
    }
}

package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// Each port answers its own addresses, however they are written.
class DoorsTest {

    final Doors doors = new Doors(
            List.of(new Door("management", 8083, List.of("/metrics"), "/metrics", null)),
            new StaticApplicationContext(),
            new MockEnvironment(),
            new SecuritySettings(null, Duration.ofMinutes(30), -1, "127.0.0.1"));

    @ParameterizedTest
    @CsvSource({
        "8080, /metrics, 404",
        "8080, /%6detrics, 404",
        "8080, //metrics, 404",
        "8080, /home, 200",
        "8083, /metrics, 200",
        "8083, /%6detrics, 200",
        "8083, /home, 404"
    })
    void answersThereAndNowhereElse(int port, String path, int status) throws Exception {
        doors.customize(new TomcatServletWebServerFactory());
        var request = new MockHttpServletRequest("GET", path);
        request.setLocalPort(port);
        var response = new MockHttpServletResponse();
        doors.doFilter(request, response, new MockFilterChain());
        assertThat(response.getStatus()).isEqualTo(status);
    }
}

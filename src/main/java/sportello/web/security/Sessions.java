package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.stereotype.Component;

/// Sessions live in PostgreSQL, so that any node serves anybody; the cookie has its own name because cookies ignore
/// ports.
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class Sessions {

    @Bean
    CookieSerializer sessionCookie() {
        var cookie = new OwnCookie();
        cookie.setCookieName("sportello");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    /// A value that cannot be a session's id is none: no database is asked for it.
    private static final class OwnCookie extends DefaultCookieSerializer {

        private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

        @Override
        public List<String> readCookieValues(HttpServletRequest request) {
            return super.readCookieValues(request).stream()
                    .filter(ID.asMatchPredicate())
                    .toList();
        }
    }

    @Component
    static class Cleaning {
        private final SessionRows sessions;

        Cleaning(SessionRows sessions) {
            this.sessions = sessions;
        }

        @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
        void forgetExpired() {
            sessions.forgetExpired();
        }
    }
}

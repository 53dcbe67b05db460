package sportello.web.security;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// A port for the body's own people, when `sportello.staff.port` names one: its connections cannot be used up by the
/// public (rule G6). What it shows answers at the product's port too.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sportello.staff.port")
class StaffDoor {

    @Bean
    Door staff(StaffSettings settings) {
        return new Door(
                "staff",
                settings.port(),
                List.of(
                        "/office",
                        "/login",
                        "/oidc",
                        "/logout",
                        "/capacity",
                        "/language",
                        "/help",
                        "/error",
                        "/status"),
                "/office",
                settings.address(),
                true);
    }
}

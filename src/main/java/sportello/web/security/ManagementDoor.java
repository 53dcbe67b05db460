package sportello.web.security;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The port for those who run the product: `/metrics` answers there alone.
@Configuration(proxyBeanMethods = false)
class ManagementDoor {

    @Bean
    Door management(SecuritySettings settings, Environment environment) {
        return new Door(
                "management",
                Door.beside(environment, 3, settings.managementPort()),
                List.of("/metrics"),
                "/metrics",
                settings.managementAddress());
    }
}

package sportello.demo;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// A demonstration is for this machine alone, unless `sportello.demo.on-network` says otherwise.
final class LoopbackByDefault implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var demo = environment.getProperty("sportello.demo.enabled", Boolean.class, false);
        var network = environment.getProperty("sportello.demo.on-network", Boolean.class, false);
        if (demo && !network) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("demonstration", Map.of("server.address", "127.0.0.1")));
        }
    }
}

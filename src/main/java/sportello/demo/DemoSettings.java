package sportello.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `sportello.demo.*`: the demonstration, off unless asked for.
///
/// @param onNetwork lets other computers reach it
/// @param identityProviderPort -1: one above the product's
/// @param relyingServicePort -1: two above the product's
@ConfigurationProperties("sportello.demo")
record DemoSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("false") boolean onNetwork,
        @DefaultValue("-1") int identityProviderPort,
        @DefaultValue("-1") int relyingServicePort) {}

package sportello.web.security;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// What the web server would refuse in words of its own is refused in ours. Behind everybody else's settings: of
/// several
/// that report a refusal, the one added last speaks.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class OddAddresses implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(OddAddresses::passOn);
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new LastWord()));
    }

    /// An encoded slash is refused all the same, by our own firewall.
    static void passOn(Connector connector) {
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }
}

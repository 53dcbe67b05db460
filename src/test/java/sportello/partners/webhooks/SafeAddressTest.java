package sportello.partners.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No partner leads us back into the body's own network.
class SafeAddressTest {

    private final SafeAddress outside = new SafeAddress(settings(false));
    private final SafeAddress demonstration = new SafeAddress(settings(true));

    static WebhookSettings settings(boolean toLoopback) {
        return new WebhookSettings(
                toLoopback,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(30),
                12,
                Duration.ofDays(3),
                Duration.ofDays(30),
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2002:a00:1::1",
                "64:ff9b::a00:1",
                "2001:0:1::1",
                "2001:db8::1"
            })
    void whatIsInsideIsForbidden(String literal) throws Exception {
        assertThat(SafeAddress.isInside(InetAddress.ofLiteral(literal))).isTrue();
        var host = literal.contains(":") ? "[" + literal + "]" : literal;
        assertThatThrownBy(() -> outside.resolved(outside.wellMade("https://" + host + "/hook")))
                .isInstanceOf(SafeAddress.Forbidden.class)
                .hasMessage("not-public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "198.20.0.1", "192.0.1.1", "2606:4700::1111"})
    void whatIsOutsideIsNot(String literal) {
        assertThat(SafeAddress.isInside(InetAddress.ofLiteral(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org:0/",
                "https://example.org:65536/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https://user:word@example.org/",
                "https://example.org/#part",
                "https:///nowhere",
                "https:example.org",
                "not an address",
                "https://example.org/a b",
                "https://example.org/\r\nX-Header: 1",
                ""
            })
    void whatIsNoPlainAddressIsRefused(String text) {
        assertThatThrownBy(() -> demonstration.wellMade(text)).isInstanceOf(SafeAddress.Forbidden.class);
    }

    @Test
    void plainHttpIsForThisVeryMachineInADemonstrationAlone() throws Exception {
        assertThatThrownBy(() -> outside.wellMade("http://127.0.0.1:9/")).hasMessage("not-https");
        assertThat(demonstration.resolved(demonstration.wellMade("http://127.0.0.1:9/")))
                .hasSize(1);
        assertThatThrownBy(() -> demonstration.resolved(demonstration.wellMade("http://1.1.1.1/")))
                .hasMessage("not-https");
        assertThatThrownBy(() -> demonstration.resolved(demonstration.wellMade("https://192.168.1.1/")))
                .hasMessage("not-public");
    }
}

package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.ManyMessages;
import sportello.testing.SeparateProduct;

/// Thousands of messages wait, and the application is killed as they leave: all arrive, each under its own key, so that
/// a gateway which heeds keys takes none twice.
class KilledWhileSendingTest {

    static final int MANY = 3_000;
    static final int AT_ONCE = 8;

    final Map<String, AtomicInteger> keys = new ConcurrentHashMap<>();

    @Test
    void losesNoneAndRepeatsOnlyWhatWasUnderWay(@TempDir Path folder) throws Exception {
        var gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        gateway.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        gateway.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            keys.computeIfAbsent(exchange.getRequestHeaders().getFirst("Idempotency-Key"), key -> new AtomicInteger())
                    .incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gateway.start();
        var settings = Map.of(
                "sportello.demo.enabled", "false",
                "sportello.media.janus", "off",
                "sportello.notification.lease", "3s",
                "sportello.notification.sms.gateway.url",
                        "http://127.0.0.1:" + gateway.getAddress().getPort() + "/",
                "sportello.notification.sms.gateway.at-once", Integer.toString(AT_ONCE));
        try (var product = SeparateProduct.start(folder, Path.of("target", "killed-while-sending.log"), settings)) {
            try (var tables = product.tables()) {
                ManyMessages.write(tables, MANY);
                killAfter(product, MANY / 5);
            }
            product.startAgain();
            killAfter(product, MANY * 3 / 5);
            product.startAgain();
            try (var tables = product.tables()) {
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> ManyMessages.count(tables, "state = 'QUEUED'") == 0);
                assertThat(ManyMessages.count(tables, "state = 'HANDED_OVER' and provider = 'gateway'"))
                        .isEqualTo(MANY);
            }
        } finally {
            gateway.stop(0);
        }
        assertThat(keys).hasSize(MANY);
        assertThat(keys.values().stream().mapToInt(times -> times.get() - 1).sum())
                .isLessThanOrEqualTo(2 * AT_ONCE);
    }

    private void killAfter(SeparateProduct product, int arrived) throws Exception {
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(5)).until(() -> keys.size() >= arrived);
        product.kill();
        assertThat(keys).hasSizeLessThan(MANY);
    }
}

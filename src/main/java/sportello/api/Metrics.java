package sportello.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Figures in Prometheus format; the management port alone answers this address.
@RestController
class Metrics {

    private final ObjectProvider<PrometheusMeterRegistry> figures;

    Metrics(ObjectProvider<PrometheusMeterRegistry> figures) {
        this.figures = figures;
    }

    @GetMapping(value = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    ResponseEntity<String> metrics() {
        var registry = figures.getIfAvailable();
        return registry == null ? ResponseEntity.notFound().build() : ResponseEntity.ok(registry.scrape());
    }
}

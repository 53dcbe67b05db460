package sportello.offices;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Whether the table of Italy's structures that comes with the product is taken in at the start (a body's own
/// `structures.csv` goes before it), whether the services for demonstrations are offered, and how long an office that
/// somebody chose is remembered.
@Validated
@ConfigurationProperties("sportello.offices")
record OfficesSettings(
        @DefaultValue("false") boolean nation,
        @DefaultValue("false") boolean demonstrationServices,
        @NotNull @DefaultValue("730d") Duration usualOfficeKept) {}

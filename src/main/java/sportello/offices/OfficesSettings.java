package sportello.offices;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whether the table of Italy's structures that comes with the product is taken in at the start; a body's own
/// `structures.csv` goes before it.
@ConfigurationProperties("sportello.offices")
record OfficesSettings(@DefaultValue("false") boolean nation) {}

package sportello.agenda;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.agenda.*`.
///
/// @param holdsPerHour how many hours one person may take in hand within an hour
@Validated
@ConfigurationProperties("sportello.agenda")
record AgendaSettings(@DefaultValue("60") @Min(1) int holdsPerHour) {}

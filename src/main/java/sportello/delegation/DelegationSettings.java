package sportello.delegation;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Limits of rule D10. Lowering one ends nothing: it holds for what is granted from then on.
@Validated
@ConfigurationProperties("sportello.delegation")
record DelegationSettings(
        @DefaultValue("1") @Min(1) int delegatesPerDelegator,
        @DefaultValue("3") @Min(1) int delegationsPerDelegate) {}

package sportello.intermediaries;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What may go with one message of a question (rule C4), how long a list's page is, how long a sent form is recognised.
@Validated
@ConfigurationProperties("sportello.intermediaries")
record IntermediarySettings(
        @DefaultValue("3") @Min(0) int mostFiles,
        @DefaultValue("3MB") DataSize mostBytes,
        @DefaultValue("20") @Min(1) @Max(200) int pageLength,
        @DefaultValue("P30D") Duration requestsKept) {}

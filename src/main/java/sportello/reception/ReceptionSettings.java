package sportello.reception;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How people are identified without their digital identity.
///
/// @param questions asked on the telephone
/// @param rightAnswers how many of them are enough
/// @param wrongAnswers how many wrong ones are borne
/// @param checks made at the front desk, every one of them
/// @param longest an encounter nobody ended is over after so long
/// @param kept how long it is known that there was one; what was done stays in the audit trail
@Validated
@ConfigurationProperties("sportello.reception")
record ReceptionSettings(
        @NotEmpty @DefaultValue({"full-name", "tax-code", "born-on", "mobile", "email", "appointment"})
        List<String> questions,

        @Min(1) @DefaultValue("3") int rightAnswers,
        @Min(0) @DefaultValue("1") int wrongAnswers,
        @NotEmpty @DefaultValue({"document", "likeness"}) List<String> checks,
        @NotNull @DefaultValue("8h") Duration longest,
        @NotNull @DefaultValue("30d") Duration kept) {}

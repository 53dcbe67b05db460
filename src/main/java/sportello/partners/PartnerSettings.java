package sportello.partners;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.partners.*`: how long what a program was given lasts.
///
/// @param accessToken each access token
/// @param refreshToken an app that is not used for so long asks for a login again
/// @param appLogin and in any case after so long
@Validated
@ConfigurationProperties("sportello.partners")
public record PartnerSettings(
        @DefaultValue("10m") Duration accessToken,
        @DefaultValue("30d") Duration refreshToken,
        @DefaultValue("90d") Duration appLogin) {

    public PartnerSettings {
        if (!accessToken.isPositive() || !refreshToken.isPositive() || !appLogin.isPositive())
            throw new IllegalArgumentException("What a program is given lasts some time");
    }
}

package sportello.notification.carriers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// `sportello.notification.sms.*`: the SMS centre, and the gateway used while it is out of reach. Passwords and
/// headers never show.
@ConfigurationProperties("sportello.notification.sms")
@Validated
record SmsSettings(
        @Nullable @Valid Smpp smpp, @Nullable @Valid Gateway gateway) {

    enum Concatenation {
        UDH,
        SAR
    }

    /// @param certificate PEM of the only certificate or authority trusted, else the JVM's
    /// @param window messages sent and not yet answered, at most
    /// @param perSecond as the contract with the provider says, 0 for as many as it takes
    /// @param hexIds the centre answers with a hexadecimal number and reports with a decimal one
    record Smpp(
            @NotBlank String host,
            @DefaultValue("2775") @Min(1) @Max(65535) int port,
            @DefaultValue("false") boolean tls,
            @Nullable String certificate,
            @NotBlank String systemId,
            @DefaultValue("") String password,
            @DefaultValue("") String systemType,
            @DefaultValue("50") @Min(1) @Max(1000) int window,
            @DefaultValue("0") @Min(0) int perSecond,
            @DefaultValue("30s") Duration enquireLink,
            @DefaultValue("20s") Duration answerWithin,
            @DefaultValue("1s") Duration firstPause,
            @DefaultValue("1m") Duration longestPause,
            @DefaultValue("UDH") Concatenation concatenation,
            @DefaultValue("false") boolean hexIds) {

        @Override
        public String toString() {
            return systemId + " at " + host + ":" + port;
        }
    }

    /// @param body with `{to}`, `{from}`, `{text}` and `{key}` where they belong
    /// @param success JSON pointer that must lead to `successValue`, beside a status from 200 to 299
    record Gateway(
            @NotNull URI url,
            @DefaultValue("POST") @NotBlank String method,
            @DefaultValue Map<String, String> headers,
            @DefaultValue("JSON") Form form,

            @DefaultValue("{\"to\":\"{to}\",\"from\":\"{from}\",\"text\":\"{text}\"}") @NotBlank String body,

            @DefaultValue("Idempotency-Key") String idempotencyHeader,
            @DefaultValue("") String success,
            @DefaultValue("") String successValue,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("8") @Min(1) @Max(200) int atOnce,
            @DefaultValue("0") @Min(0) int perSecond) {

        enum Form {
            JSON,
            FORM
        }

        /// What stands in an address stands in logs.
        @AssertTrue(
                message = "the address holds no placeholder, no user and no query: they belong into headers and body")
        boolean isAddressPlain() {
            return url.getUserInfo() == null
                    && url.getRawQuery() == null
                    && !url.toString().contains("{");
        }

        @AssertTrue(message = "https, or this machine") boolean isAddressSafe() {
            return "https".equals(url.getScheme())
                    || "http".equals(url.getScheme())
                            && ("localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost()));
        }

        @Override
        public String toString() {
            return method + " " + url;
        }
    }
}

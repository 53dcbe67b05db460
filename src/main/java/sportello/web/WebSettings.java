package sportello.web;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the pages present the body: its name, its logo (an address under `/static/`, none by default), the number to
/// call for help.
///
/// @param productName what people call the service
/// @param bodyLogo path of an image served by us, empty for the plain drawing
/// @param theme path of a stylesheet under `/static/` that sets Bootstrap Italia's custom properties, empty for none
@Validated
@ConfigurationProperties("sportello.web")
public record WebSettings(
        @NotBlank @DefaultValue("Sportello") String productName,
        @NotBlank @DefaultValue("Ente dimostrativo") String bodyName,
        @DefaultValue("") String bodyLogo,
        @DefaultValue("") String theme,
        @NotBlank @DefaultValue("800 000 000") String helpNumber) {}

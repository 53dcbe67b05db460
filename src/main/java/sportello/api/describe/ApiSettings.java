package sportello.api.describe;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Who answers for the API, under which terms, and how large a body and a file may be.
///
/// @param id under which a catalogue of interfaces knows this one
/// @param terms the conditions of use; the body's own page
@Validated
@ConfigurationProperties("sportello.api")
public record ApiSettings(
        @NotBlank @DefaultValue("sportello") String id,
        @NotBlank @DefaultValue("Sportello") String contactName,

        @NotNull @DefaultValue("https://www.example.org/contatti")
        URI contactPage,

        @NotBlank @Email @DefaultValue("api@example.org") String contactMail,

        @NotNull @DefaultValue("https://www.example.org/api/condizioni")
        URI terms,

        @NotNull @DefaultValue("64KB") DataSize largestBody,
        @NotNull @DefaultValue("16MB") DataSize largestFile) {}

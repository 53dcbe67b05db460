package sportello.documents;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What is accepted as a paper. `mostPixels`: of a picture, in millions.
@Validated
@ConfigurationProperties("sportello.documents")
record DocumentSettings(
        @DefaultValue("15MB") DataSize largestPaper,
        @DefaultValue("60") @Min(1) int mostMegapixels,
        @DefaultValue("200") @Min(1) int mostPages) {}

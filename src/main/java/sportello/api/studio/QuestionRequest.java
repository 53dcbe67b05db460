package sportello.api.studio;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import sportello.api.describe.About;
import sportello.api.describe.Samples;

@About("A question on a position")
public record QuestionRequest(
        @NotNull UUID positionId,
        @NotNull @Size(max = 100) String topic,
        @NotNull @Size(min = 1, max = 200) String subject,
        @NotNull @Size(min = 1, max = 8000) String text) {

    public static QuestionRequest example() {
        return new QuestionRequest(
                Samples.id(Samples.POSITION),
                "companies.contributions.regularity",
                "DURC irregolare",
                "Il DURC risulta irregolare, ma i versamenti sono in ordine. Potete verificare?");
    }
}

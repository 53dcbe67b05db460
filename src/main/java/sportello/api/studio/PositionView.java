package sportello.api.studio;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.offices.Cassetto;

@About("A position the studio has a mandate for")
public record PositionView(
        UUID positionId,
        Cassetto cassetto,
        @About("Its number in the Cassetto") @Size(max = 40) String code,
        @About("Whose it is") @Size(max = 200) String title,
        @Size(max = 30) @Pattern(regexp = Shapes.TAX_CODE) String taxCode,
        @About("The competent office") UUID officeId,
        LocalDate mandateFrom,
        @Nullable LocalDate mandateUntil,
        @Min(0) @Max(1_000_000) int openQuestions) {

    public static PositionView example() {
        return new PositionView(
                Samples.id(Samples.POSITION),
                Cassetto.COMPANIES,
                "1234567890",
                "Officina Meccanica di prova",
                "12345678903",
                Samples.id(Samples.OFFICE),
                LocalDate.parse("2027-01-01"),
                null,
                1);
    }
}

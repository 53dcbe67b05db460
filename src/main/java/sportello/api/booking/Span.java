package sportello.api.booking;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import sportello.api.describe.About;

@About("Days, both ends included")
public record Span(@NotNull LocalDate from, @NotNull LocalDate until) {

    public static Span example() {
        return new Span(LocalDate.parse("2027-03-02"), LocalDate.parse("2027-03-02"));
    }
}

package sportello.api.studio;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import sportello.api.describe.About;

@About("A further message of the studio")
public record ReplyRequest(
        @NotNull @Size(min = 1, max = 8000) String text) {

    public static ReplyRequest example() {
        return new ReplyRequest("Aggiungo che il versamento è del 16 febbraio.");
    }
}

package sportello.api.problem;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;

@About("Why a request was refused or failed (RFC 9457)")
public record ProblemBody(
        @About("Identifies the kind of problem; not an address")
        @Size(max = 100) @Pattern(regexp = "^[a-z:-]+$") @Nullable String type,

        @About("The kind of problem, for who writes the program") @Size(max = 200) String title,

        @Min(400) @Max(599) int status,

        @About("What happened and what to do, for people, in the language asked for") @Size(max = 2000) @Nullable String detail,

        @About("Number under which the log knows this answer")
        @Size(min = 8, max = 8) @Pattern(regexp = "^[2-9A-Z]{8}$") String reference,

        @About("Why the service refused, for programs that word it themselves")
        @Size(max = 100) @Pattern(regexp = "^[a-z._-]+$") @Nullable String reason,

        @About("What exists already and stands in the way") @Nullable UUID existingId,

        @About("Free hours nearest to the one wanted") @Size(max = 10) @Nullable List<Nearest> nearest,

        @About("Each value that does not do") @Size(max = 100) @Nullable List<Wrong> errors) {

    @About("A value that does not do")
    public record Wrong(
            @About("Path of the field, or name of the parameter") @Size(max = 200) String field,

            @About("What is wrong with it") @Size(max = 1000) String detail) {}

    /// As it stands in the description beside each answer.
    public static ProblemBody example(Kind kind) {
        return new ProblemBody(kind.type(), kind.title(), kind.status(), null, "K7M24QX9", null, null, null, null);
    }
}

package sportello.web.office;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The register searched for one person.
///
/// @param problem a key of words when the search could not be made
/// @param found null before a search
public record RegisterView(
        @Nullable String problem,
        @Nullable String typed,
        @Nullable Found found,
        boolean mayRevoke) {

    public record Found(String name, List<Line> delegations) {}

    public record Line(
            UUID id,
            String delegator,
            String delegate,
            Instant grantedAt,
            @Nullable LocalDate until,
            @Nullable Instant endedAt,
            @Nullable String endKey) {}
}

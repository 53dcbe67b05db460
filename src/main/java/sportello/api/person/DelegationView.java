package sportello.api.person;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.delegation.Delegation.EndReason;

@About("Who may act for whom")
public record DelegationView(
        UUID delegationId,
        @About("Which side who asks is on") Side side,

        @About("Given and family name of the other side") @Size(max = 200) String otherParty,

        Instant grantedAt,
        @About("Last day; open-ended without it") @Nullable LocalDate until,
        boolean inForce,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason) {

    public enum Side {
        DELEGATE,
        DELEGATOR
    }

    public static DelegationView example() {
        return new DelegationView(
                Samples.id(Samples.DELEGATION),
                Side.DELEGATE,
                "Anna Delegante",
                Instant.parse("2027-02-25T09:30:00Z"),
                null,
                true,
                null,
                null);
    }
}

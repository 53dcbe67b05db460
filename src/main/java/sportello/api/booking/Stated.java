package sportello.api.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;

/// What an appointment is about, as stated by who books. Which parts are asked for depends on the service.
@About("What the appointment is about, as stated by who books; which parts are needed depends on the service")
public record Stated(
        @About("The person who gives the delegation") @Valid @Nullable Delegator delegator,

        @About("How the delegator can take part") @Nullable Situation situation,
        @About("What who books declares") @Valid @Nullable Declarations declares,
        @About("How who books is reached") @Valid @Nullable Contact contact,

        @About("When the delegation is to end; open-ended without it") @Nullable LocalDate until,

        @About("Position a consultancy is about") @Nullable UUID positionId,

        @About("Its open questions") @Size(max = 10) @Nullable List<UUID> questionIds,

        @About("What the officer should know") @Size(max = 2000) @Pattern(regexp = Shapes.TEXT) @Nullable String note,

        @About("Languages beside Italian and aids needed") @Size(max = 10) @Nullable List<@Size(max = 20) @Pattern(regexp = Shapes.NEED) String> needs) {

    public enum Situation {
        SIGNS,
        BEDRIDDEN,
        HOSPITALISED,
        GUARDIAN
    }

    @About("The person who gives the delegation and has no digital identity")
    public record Delegator(
            @Size(max = 100) @Nullable String givenName,
            @Size(max = 100) @Nullable String familyName,

            @Size(max = 30) @Pattern(regexp = Shapes.TAX_CODE) @Nullable String taxCode,

            @Nullable LocalDate bornOn,

            @Size(max = 30) @Pattern(regexp = Shapes.MOBILE) @Nullable String mobile,

            @Size(max = 254) @Pattern(regexp = Shapes.EMAIL) @Nullable String email,

            @About("Language to write to them in") @Size(min = 2, max = 2) @Pattern(regexp = Shapes.LANGUAGE) @Nullable String language) {}

    @About("Both must be true for a delegation by web meeting")
    public record Declarations(
            @About("The delegator cannot come to an office") @Nullable Boolean cannotCome,

            @About("The delegator has no digital identity") @Nullable Boolean noIdentity) {}

    @About("How who books is reached about this appointment")
    public record Contact(
            @Size(max = 30) @Pattern(regexp = Shapes.MOBILE) @Nullable String mobile,

            @Size(max = 254) @Pattern(regexp = Shapes.EMAIL) @Nullable String email) {}

    public static Stated example() {
        return new Stated(
                new Delegator("Anna", "Delegante", "RSSMRA80A01H501U", LocalDate.of(1980, 1, 1), null, null, "it"),
                Situation.SIGNS,
                new Declarations(true, true),
                new Contact("+393331234567", "bruno@example.org"),
                null,
                null,
                null,
                null,
                List.of());
    }
}

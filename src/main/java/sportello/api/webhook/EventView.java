package sportello.api.webhook;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.partners.webhooks.Happening;

@About("Something that happened to an appointment the program booked; what a webhook is sent, too")
public record EventView(
        @About("The same at each telling: who was told twice knows it by this")
        UUID eventId,

        Happening.Kind kind,
        Instant occurredAt,
        UUID appointmentId,
        @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,
        @Nullable Instant startsAt,
        @Nullable Instant formerStartsAt,
        @Nullable UUID officeId,

        @About("By whom: `person` or `office`") @Size(max = 10) @Pattern(regexp = "^[a-z]*$") @Nullable String by,

        @Nullable UUID nextAppointmentId,
        @Nullable Instant nextStartsAt) {

    static EventView of(Happening happening) {
        var facts = happening.facts();
        return new EventView(
                happening.id(),
                happening.kind(),
                happening.at(),
                happening.appointment(),
                happening.service(),
                instant(facts.get("starts_at")),
                instant(facts.get("former_starts_at")),
                id(facts.get("office_id")),
                facts.get("by"),
                id(facts.get("next_appointment_id")),
                instant(facts.get("next_starts_at")));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static @Nullable UUID id(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    public static EventView example() {
        return new EventView(
                Samples.id("01960000-0000-7000-8000-000000000201"),
                Happening.Kind.BOOKED,
                Instant.parse("2027-03-01T09:00:00Z"),
                Samples.id(Samples.APPOINTMENT),
                "partner-service",
                Samples.STARTS_AT,
                null,
                Samples.id(Samples.OFFICE),
                null,
                null,
                null);
    }
}

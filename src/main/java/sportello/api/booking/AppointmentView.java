package sportello.api.booking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.Shapes;
import sportello.api.describe.About;
import sportello.api.describe.Samples;
import sportello.booking.Appointment;

@About("An appointment")
public record AppointmentView(
        UUID appointmentId,

        @About("The number a person can read over the telephone")
        @Size(min = 8, max = 8) @Pattern(regexp = Shapes.REFERENCE) String reference,

        @Size(max = 60) @Pattern(regexp = Shapes.CODE) String service,

        @About("The service's name, in the language asked for") @Size(max = 200) String serviceTitle,

        UUID officeId,
        @Size(max = 200) String officeTitle,
        Instant startsAt,
        Instant endsAt,
        Appointment.Status status,

        @About("Raised by every change; the number in the ETag") @Min(0) @Max(Integer.MAX_VALUE) long version,

        @About("What was stated when it was booked") Stated stated,

        @About("Page of the meeting's room, to be opened at the hour; asks for the code") @Nullable URI room) {

    public static AppointmentView example() {
        return new AppointmentView(
                Samples.id(Samples.APPOINTMENT),
                "K7M24QX9",
                Samples.SERVICE,
                "Deleghe dell'Identità Digitale in Web Meeting",
                Samples.id(Samples.OFFICE),
                "Bologna",
                Samples.STARTS_AT,
                Samples.ENDS_AT,
                Appointment.Status.BOOKED,
                0,
                Stated.example(),
                null);
    }
}

package sportello.api.booking;

import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;

@About("Either the appointment, or the hour held because something must still be stated")
public record AcceptanceView(
        @Nullable AppointmentView appointment,
        @About("To be booked as any hour held") @Nullable HoldView hold) {

    public static AcceptanceView example() {
        return new AcceptanceView(AppointmentView.example(), null);
    }
}

package sportello.web.office.opening;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An appointment to move, with the nearest hours that are free for staff.
public record MovingPage(
        String address,
        String when,
        String reference,
        String why,
        @Nullable String asked,
        List<Hour> hours,
        @Nullable String problem,
        String idempotencyKey) {

    public record Hour(String value, String said) {}
}

package sportello.invitations;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is invited: who booked, at the address stated for this appointment.
record Invitee(String name, @Nullable String email, String mobile, Locale language, String reference) {

    interface Book {
        Optional<Invitee> of(UUID appointment);
    }
}

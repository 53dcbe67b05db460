package sportello.partners.webhooks;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Something that happened to an appointment a program booked: ids and plain facts, nobody's data.
///
/// @param number of one appointment's it grows; those of different ones may come to light in another order
public record Happening(
        UUID id, long number, UUID appointment, String service, Kind kind, Instant at, Map<String, String> facts) {

    public enum Kind {
        BOOKED,
        MOVED,
        GIVEN_UP,
        /// The office asks for another hour.
        ASKED_TO_MOVE,
        HELD,
        MISSED,
        NOT_CONCLUDED,
        SETTLED_IN_WRITING,
        DECLINED,
        /// Another hour was agreed on the spot (rule D15).
        SECOND_APPOINTMENT;

        /// `given-up`
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code().equals(code))
                    .findFirst();
        }
    }
}

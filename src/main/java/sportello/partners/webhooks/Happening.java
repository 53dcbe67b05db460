package sportello.partners.webhooks;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Something that happened to an appointment a program booked: ids and plain facts, nobody's data.
///
/// @param number grows: a replay begins behind one
public record Happening(
        UUID id, long number, UUID appointment, String service, Kind kind, Instant at, Map<String, String> facts) {

    public enum Kind {
        BOOKED("appointment.booked"),
        MOVED("appointment.moved"),
        GIVEN_UP("appointment.given-up"),
        ASKED_TO_MOVE("appointment.asked-to-move"),
        HELD("appointment.held"),
        MISSED("appointment.missed"),
        NOT_CONCLUDED("appointment.not-concluded"),
        SETTLED_IN_WRITING("appointment.settled-in-writing"),
        DECLINED("appointment.declined"),
        SECOND_APPOINTMENT("appointment.second-agreed");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        public static java.util.Optional<Kind> of(String code) {
            return java.util.Arrays.stream(values())
                    .filter(kind -> kind.code.equals(code))
                    .findFirst();
        }
    }
}

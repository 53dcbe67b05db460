package sportello.notification;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be told. `occasion` tells it from another time the same is told; the same again is told once. `facts` are
/// plain: a venue, a date. Urgent: not held back by the quiet hours, because who reads it has just asked for it or
/// needs
/// its code. `hour`: the appointment's hour it speaks of, without which it is pointless.
record Tidings(
        String template,
        String occasion,
        Map<String, String> facts,
        boolean urgent,
        @Nullable Instant hour) {

    static Tidings of(String template, String occasion) {
        return new Tidings(template, occasion, Map.of(), false, null);
    }

    Tidings urgently() {
        return new Tidings(template, occasion, facts, true, hour);
    }

    Tidings with(Map<String, String> plain) {
        return new Tidings(template, occasion, plain, urgent, hour);
    }

    Tidings at(Instant startsAt) {
        return new Tidings(template, occasion, facts, urgent, startsAt);
    }

    String key() {
        return template + " " + occasion;
    }
}

package sportello.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The time by which appointments, codes, holds, reminders and lapses are kept. In demonstration mode
/// it can be moved, on all nodes at once; sessions, tokens, logs and evidence keep the machine's clock.
public interface ProductClock extends InstantSource {

    /// Rule G4: instants inside, this zone where a rule speaks of days and hours.
    ZoneId ROME = ZoneId.of("Europe/Rome");

    @Override
    Instant instant();

    default LocalDate today() {
        return LocalDate.ofInstant(instant(), ROME);
    }

    static ZonedDateTime inRome(Instant instant) {
        return instant.atZone(ROME);
    }
}

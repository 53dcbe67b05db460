package sportello.agenda;

import java.time.LocalDate;
import java.util.UUID;

/// The days on which an office works: neither Saturday nor Sunday nor one of its closures (rule G3), extraordinary ones
/// included.
public interface WorkingDays {

    /// The `days`-th working day after `from`; `from` itself is not counted.
    LocalDate after(UUID office, LocalDate from, int days);
}

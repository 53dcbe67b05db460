package sportello.offices;

import java.time.MonthDay;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A structure of the body. `patron`: the patron day of its municipality; `bolzano`: Whit Monday is a holiday (G3).
public record Office(
        UUID id,
        String name,
        OfficeKind kind,
        String municipality,
        String province,
        @Nullable MonthDay patron,
        boolean bolzano) {}

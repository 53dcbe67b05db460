package sportello.web.office;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that wait for an official.
///
/// @param older address of the next page, null on the last one
/// @param told what was just done, null otherwise
/// @param amiss whether it was not done
public record MessagesPage(
        List<Line> lines, @Nullable String older, @Nullable String told, boolean amiss) {

    /// @param when the appointment's hour and reference, null where it is about none
    /// @param address where it went, masked
    /// @param field label of the contact that may be mended, null where it may not
    /// @param wrong what is wrong with the contact just typed, null otherwise
    public record Line(
            String id,
            Told message,
            @Nullable String when,
            @Nullable String file,
            @Nullable String address,
            @Nullable String field,
            String kind,
            String typed,
            @Nullable String wrong) {}
}

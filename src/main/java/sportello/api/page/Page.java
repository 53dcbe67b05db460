package sportello.api.page;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sportello.api.describe.About;

/// A list, or a piece of one.
@About("A list, or a piece of one")
public record Page<T>(
        @Size(max = 500) List<T> items,

        @About("Sent back as `cursor`, leads to what follows; missing at the end")
        @Size(max = 500) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String nextCursor) {

    /// The whole of it.
    public static <T> Page<T> of(List<T> items) {
        return new Page<>(items, null);
    }

    public static <T> Page<T> of(List<T> items, Optional<Cursor> next) {
        return new Page<>(items, next.map(Cursor::written).orElse(null));
    }
}

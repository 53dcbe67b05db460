package sportello.demo.tenant;

import java.util.Map;
import java.util.Optional;

/// What may come between a request and its answer.
public interface Weather {

    Weather CALM = new Weather() {};

    /// An answer instead of the work.
    default Optional<Storm> before(String method, String path) {
        return Optional.empty();
    }

    /// The connection breaks after the work was done.
    default boolean breaksAfter(String method, String path) {
        return false;
    }

    /// The tenant's own rules leave recording on, whatever is asked.
    default boolean keepsRecordingOn() {
        return false;
    }

    /// @param status 0: no answer at all, until whoever waits gives up
    record Storm(int status, String code, Map<String, String> headers) {}
}

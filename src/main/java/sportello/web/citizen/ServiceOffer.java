package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// One service to choose: what it is, when its counter is open, where to resume a booking begun before (empty for
/// none).
///
/// @param mine the appointment they have for it already: no second one can be booked
public record ServiceOffer(
        String code,
        String name,
        String what,
        String hours,
        String resume,
        @Nullable Mine mine) {

    public record Mine(String when, String href) {}
}

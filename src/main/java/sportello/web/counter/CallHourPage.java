package sportello.web.counter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.web.citizen.Errors;
import sportello.web.citizen.SlotChoice;

/// Day and hour, with the first free ones on top.
///
/// @param place where hours are looked for, said; null while an office must be chosen first
/// @param mayChoosePlace false at the front desk, which has its own office's hours
/// @param anywhere whether no office is chosen
/// @param looked what was typed to find an office
public record CallHourPage(
        CallerBar caller,
        String service,
        String address,
        @Nullable String place,
        boolean mayChoosePlace,
        boolean anywhere,
        String looked,
        List<Place> places,
        List<SlotChoice.Hour> first,
        @Nullable SlotChoice choice,
        Errors errors,
        @Nullable String gone,
        String kept) {

    public record Place(String id, String name, String first) {}
}

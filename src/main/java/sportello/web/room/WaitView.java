package sportello.web.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The waiting room.
///
/// @param place in words: *Sei il prossimo*
/// @param minutes the wait expected, in words; null when the room is open already
/// @param asOf the hour of that estimate
public record WaitView(
        String address,
        String lead,
        String place,
        @Nullable String minutes,
        String asOf,
        List<Word> office,
        List<Present> people,
        boolean open,
        boolean guest,
        boolean unrecorded,
        boolean byLogin,
        String deviceTest,
        @Nullable String appointment,
        @Nullable String told) {

    public record Word(String text, String hour) {}

    /// @param state `ready`, `here`, `absent`, `beside`, `refused`
    /// @param mayShare *è qui con me* can be said of this person
    /// @param beside sits before this device already: may be undone
    public record Present(
            String entry,
            String name,
            String given,
            String role,
            boolean me,
            String state,
            boolean mayShare,
            boolean beside,
            boolean mayResend) {}
}

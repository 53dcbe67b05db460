package sportello.web.room;

import java.util.List;

/// The recording notice for one person before this browser.
///
/// @param entry whose answer is asked
/// @param beside this person sits beside the owner of the device
/// @param keeps how long the recording is kept, in words
public record NoticeView(
        String address,
        String entry,
        String name,
        boolean beside,
        int step,
        int steps,
        String keeps,
        List<String> who) {}

package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// Where the code of a new contact is typed.
///
/// @param kind `mobile` or `email`
/// @param contact where the code went
/// @param until until when it is good
/// @param wrong what is wrong with the code typed, null for nothing
/// @param told what has just been done, null for nothing
/// @param spent no more tries: only another code helps
public record ContactCodePage(
        String claim,
        String kind,
        String contact,
        String until,
        @Nullable String wrong,
        @Nullable String told,
        boolean spent) {}

package sportello.web.office.texts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.notification.texts.MessageTexts.Preview;
import sportello.notification.texts.Written;
import sportello.web.citizen.Errors;

/// One text: as it is written, as it will arrive, and who wrote it before.
///
/// @param seen the version somebody writes on
/// @param preview null until somebody asks for it, or while something is wrong
/// @param meanwhile what somebody else wrote since, null otherwise
public record TextPage(
        String address,
        String back,
        String occasion,
        String what,
        String language,
        boolean own,
        boolean titled,
        int seen,
        Written typed,
        Written shipped,
        List<Place> places,
        List<String> must,
        List<Past> past,
        Errors errors,
        @Nullable Preview preview,
        @Nullable Written meanwhile,
        @Nullable String told) {

    /// A placeholder: as it is written, what it stands for.
    public record Place(String written, String meaning) {}

    public record Past(String when, String who, String what) {}
}

package sportello.web.studio;

import java.util.List;
import sportello.web.citizen.Errors;
import sportello.web.citizen.Steps;

/// Step 1 of an appointment on a question: which questions it is about, and where.
///
/// @param others further questions of the same position that may be taken along
/// @param elsewhere another office may be looked for
/// @param typed what was looked for
public record StudioPoint(
        Steps steps,
        String question,
        String position,
        List<Other> others,
        String point,
        List<Place> places,
        boolean elsewhere,
        String typed,
        boolean notFound,
        Errors errors) {

    public record Other(String id, String subject, String protocol, boolean chosen) {}

    /// @param hint the first free hour, in words
    public record Place(String counter, String office, String hint, boolean competent, boolean full, boolean chosen) {}
}

package sportello.web.studio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is next for a studio: the appointment that comes first, papers to send, answers arrived.
///
/// @param name of who reads
/// @param first null when there is none
public record StudioHome(
        String name,
        @Nullable StudioAppointment first,
        List<StudioAppointment> others,
        List<Wanted> papers,
        List<QuestionLine> answers,
        List<StudioAppointment> past) {

    public record Wanted(
            String appointment, String what, @Nullable String until, String position) {}
}

package sportello.web.studio;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An appointment of a studio.
///
/// @param when "martedì 2 marzo, ore 9:20"
/// @param venue how the two sides meet, in words
/// @param join where to enter now: a Teams link or the room's address, empty when there is nothing to press
/// @param teams `join` leads to Teams
/// @param position whose affairs it is about, empty when it may not be seen any more
public record StudioAppointment(
        String id,
        Instant startsAt,
        String when,
        String minutes,
        boolean today,
        boolean booked,
        boolean movable,
        String service,
        String point,
        String office,
        String position,
        String positionHref,
        String code,
        String reference,
        Stage stage,
        String stageWord,
        String lead,
        String venue,
        String venueIcon,
        String join,
        boolean teams,
        String joinText,
        List<Paper> papers,
        boolean maySend,
        List<About> questions,
        List<Said> messages,
        @Nullable String outcome,
        String note,
        String mobile,
        String by) {

    /// @param until the date it is asked by, in words, null for none
    public record Paper(
            String id,
            String what,
            boolean asked,
            boolean open,
            String state,
            String kind,
            String icon,
            @Nullable String until,
            @Nullable String reason,
            List<Copy> copies) {}

    public record Copy(String href, String label) {}

    public record About(String id, String subject, String protocol) {}

    public record Said(String what, String text, Instant at, String when) {}

    /// The first paper still to be sent.
    public @Nullable Paper wanted() {
        return papers.stream().filter(Paper::open).findFirst().orElse(null);
    }
}

package sportello.web.citizen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reserved area: the appointment that comes first, the others, notices and delegations.
///
/// @param first the next appointment, null when there is none
/// @param past over or given up, newest first
/// @param waits what this person waits for, with the hours offered
/// @param delegators who delegated this person, in force now
public record HomePage(
        @Nullable AppointmentCard first,
        List<AppointmentCard> others,
        List<AppointmentCard> past,
        List<WaitingCard> waits,
        List<NoticeLine> notices,
        List<String> delegators) {}

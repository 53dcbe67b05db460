package sportello.web.office.consultancy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.casework.CaseFile;
import sportello.casework.Consultancy;
import sportello.intermediaries.Mandate;
import sportello.intermediaries.Position;
import sportello.intermediaries.Question;
import sportello.web.citizen.Errors;
import sportello.web.office.Told;

/// The file of one consultancy.
///
/// @param phone the number left at booking (E.164), empty when none
/// @param wish what was noted at booking
/// @param mayAct the case is mine or nobody's: what somebody has, only they act on
/// @param startsToday the talk may begin
/// @param mayMiss the hour has come and the talk never began
/// @param staff given names of the colleagues met in the file
/// @param done key of words of what was just done, null otherwise
public record ConsultancyPage(
        Consultancy file,
        Mark mark,
        Turn turn,
        boolean mayAct,
        boolean mine,
        boolean startsToday,
        boolean mayMiss,
        String officeName,
        String studio,
        String phone,
        String phoneReadable,
        String mail,
        String wish,
        List<Question> questions,
        @Nullable Standing standing,
        Map<UUID, String> staff,
        List<Colleague> colleagues,
        List<Place> places,
        List<Earlier> earlier,
        List<Hour> hours,
        @Nullable Sent invitation,
        List<Told> told,
        LocalDate today,
        LocalDate papersBy,
        Typed typed,
        Errors errors,
        @Nullable String done,
        String key) {

    /// What comes next, which is where the filled button stands.
    public enum Turn {
        TAKE,
        /** Somebody else has it. */
        THEIRS,
        JUDGE,
        WAIT_FOR_PAPERS,
        AGREE,
        READY,
        START,
        CLOSE,
        COMPLETE,
        OVER
    }

    /// The position and the studio's mandate on it, null when it never had one.
    public record Standing(
            Position position, String office, @Nullable Mandate mandate, boolean active) {}

    public record Colleague(UUID staff, String name, String role) {}

    /// Where it may be held. `possible`: an invitation for it can be sent today.
    public record Place(String venue, boolean preferred, boolean possible, boolean chosen) {}

    public record Earlier(UUID id, Instant startsAt, String serviceKey, String reference, Mark mark, String summary) {}

    /// An hour offered for a second appointment.
    public record Hour(String value, Instant startsAt) {}

    /// The calendar invitation. `trouble` is a key of words, null when all is well.
    public record Sent(
            String mailbox,
            String stage,
            String kind,
            String icon,
            @Nullable String joinLink,
            @Nullable Instant sentAt,
            @Nullable String trouble,
            @Nullable Long minutesToNextTry,
            boolean mayRetry) {}

    public String name(@Nullable UUID official) {
        return official == null ? "" : staff.getOrDefault(official, "");
    }

    /// Messages still standing, in the order they were sent.
    public List<Consultancy.Message> said() {
        return file.messages().stream().filter(message -> !message.undone()).toList();
    }

    public List<Consultancy.Request> papers() {
        return file.requests().stream()
                .filter(request -> request.state() != Consultancy.Request.State.WITHDRAWN)
                .toList();
    }

    /// The call before the day.
    public boolean mayCall() {
        return mayAct && file.status() == CaseFile.Status.PREPARED;
    }

    public boolean over() {
        return turn == Turn.OVER || turn == Turn.COMPLETE;
    }

    public String address() {
        return "/office/consultancies/" + file.id().value();
    }
}

package sportello.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.identity.Actor;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;

/// Cases prepared by triage (rules C6, C7, C10). Officials of the case's office and of the unit its policy names, none
/// of them a party in it (rule G13); on the other side whoever acts for the party. For anybody else the case does not
/// exist. Who acts on a case nobody has takes it in charge; what somebody has, only they act on.
public interface Consultancies {

    Queue queue(Actor.Official by, QueueFilter filter);

    Optional<Consultancy> find(CaseId id, Actor by);

    Optional<Consultancy> ofAppointment(AppointmentId appointment, Actor by);

    /// Earlier cases with the same party that this official may see, newest first.
    List<Consultancy.Past> history(CaseId id, Actor.Official by);

    Verdict take(CaseId id, Actor.Official by);

    Verdict pass(CaseId id, UUID staff, String note, Actor.Official by);

    Verdict leave(CaseId id, Actor.Official by);

    /// To whom it may be passed.
    List<Offices.StaffMember> colleagues(CaseId id, Actor.Official by);

    Verdict accept(CaseId id, String message, Actor.Official by);

    Verdict askPapers(
            CaseId id, List<String> what, LocalDate until, String message, Actor.Official by, IdempotencyKey key);

    /// *Chiuso e definito*: nobody needs to come; ends the case and frees the slot.
    Verdict settleInWriting(CaseId id, String answer, Actor.Official by, IdempotencyKey key);

    Verdict decline(CaseId id, String reason, Actor.Official by, IdempotencyKey key);

    /// What the appointment was about is over by the word of an official who need not have the case: it ends in writing
    /// as `SETTLED_IN_WRITING` or `DECLINED`, with those words. Once begun or ended it stays as it is.
    void endWithoutTalk(AppointmentId appointment, Consultancy.Message.Kind as, String text, Actor.Official by);

    /// The last acceptance or asking, while nobody acted on it.
    Verdict undo(CaseId id, Actor.Official by);

    Verdict logContact(CaseId id, Contact attempt, Actor.Official by, IdempotencyKey key);

    /// `reason` is compulsory for the phone (rule C7).
    Verdict agreeVenue(CaseId id, Venue venue, String reason, Actor.Official by);

    /// Where the talk is held; for who stands at the door of our room.
    Place place(CaseId id);

    /// HERE: in our room, as agreed or because the case is none judged beforehand.
    enum Place {
        HERE,
        TEAMS,
        PHONE,
        NOT_AGREED
    }

    /// The talk by phone or Teams begins. The own room is opened by `Cases.open`.
    Verdict start(CaseId id, Actor.Official by);

    /// Also completes, later, a case the product ended as held.
    Verdict finish(CaseId id, Ending ending, Actor.Official by, IdempotencyKey key);

    Cases.SecondAppointment second(
            CaseId id, Instant startsAt, String note, String summary, Actor.Official by, IdempotencyKey key);

    /// Before, during and after the talk (rule C10). `request` null: a paper nobody asked for.
    Cases.Sent sendPaper(CaseId id, @Nullable UUID request, Path uploaded, Actor.Booker by) throws IOException;

    Verdict acceptPaper(CaseId id, UUID request, Actor.Official by);

    Verdict askPaperAgain(CaseId id, UUID request, String reason, Actor.Official by);

    Optional<InputStream> openPaper(CaseId id, DocumentId document, Actor by) throws IOException;

    sealed interface Verdict {
        record Done(Consultancy consultancy) implements Verdict {}

        /// `why` is a key of words.
        record Refused(String why, Map<String, String> facts) implements Verdict {}

        record NotFound() implements Verdict {}
    }
}

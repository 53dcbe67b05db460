package sportello.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Slot;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.meeting.Entry;
import sportello.meeting.RoomId;
import sportello.meeting.Rooms;
import sportello.platform.IdempotencyKey;
import sportello.platform.Reference;

/// Conducts cases. Every verb takes the actor: officials of the case's office who are not a party in it (rule G13),
/// or the parties themselves for their papers. For anybody else the case does not exist.
public interface Cases {

    List<CaseFile> day(Actor.Official by, LocalDate day);

    /// The desk's list: the office's cases of a day by hour, with who is there and since when.
    List<DeskRow> desk(Actor.Official by, LocalDate day);

    Optional<CaseFile> find(CaseId id, Actor by);

    Optional<CaseFile> ofAppointment(AppointmentId appointment, Actor by);

    /// The matter's answers the official needs (names, tax code…), and what they should know (already has a delegate).
    Optional<Map<String, String>> facts(CaseId id, Actor.Official by);

    Rooms.Opening open(CaseId id, Actor.Official by);

    /// Every tick ever made, oldest first, as markers on the recording's time line (rule D14): also for officials of
    /// the office who play recordings.
    List<CaseFile.Tick> markers(CaseId id, Actor.Official by);

    /// A companion or interpreter (rule G10): enters with an own link and code, sent by SMS to `mobile` (E.164).
    Optional<Entry> invite(CaseId id, String role, String name, String mobile, Actor.Official by);

    Verdict tick(CaseId id, String step, String outcome, String note, Actor.Official by);

    Verdict askPaper(CaseId id, String paper, Actor.Official by);

    Sent sendPaper(CaseId id, String paper, Path uploaded, Actor by) throws IOException;

    Verdict acceptPaper(CaseId id, String paper, Actor.Official by);

    Verdict askPaperAgain(CaseId id, String paper, String reason, Actor.Official by);

    Optional<InputStream> openPaper(CaseId id, DocumentId document, Actor by) throws IOException;

    Verdict note(CaseId id, String text, Actor.Official by);

    /// What stands between now and the conclusion, in the order it is refused; empty means it may be concluded.
    List<Missing> missing(CaseId id, Actor.Official by);

    /// One transaction: room closed, effect in force, audit, notices.
    Conclusion conclude(CaseId id, Actor.Official by, IdempotencyKey key);

    Verdict suspend(CaseId id, Actor.Official by);

    Verdict abort(CaseId id, String reason, Actor.Official by);

    SecondAppointment secondAppointment(CaseId id, Instant startsAt, Actor.Official by, IdempotencyKey key);

    record DeskRow(
            CaseId id,
            AppointmentId appointment,
            Reference reference,
            String service,
            Instant startsAt,
            Instant endsAt,
            CaseFile.Status status,
            @Nullable UUID official,
            RoomId room,
            List<Entry> people) {

        /// Since when the first of those who are there but not yet inside has been waiting.
        public Optional<Instant> waitingSince() {
            return people.stream()
                    .filter(entry -> entry.admittedAt() == null)
                    .map(Entry::waitingSince)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder());
        }
    }

    /// `what`: `step`, `paper`, `recording`, `effect`, `party`; `code` names which; `why` is a key of words.
    record Missing(String what, String code, String why) {}

    sealed interface Verdict {
        record Done(CaseFile file) implements Verdict {}

        /// `why` is a key of words.
        record Refused(String why, Map<String, String> facts) implements Verdict {}

        record NotFound() implements Verdict {}
    }

    sealed interface Sent {
        record Received(DocumentId document) implements Sent {}

        record Unfit(PaperCheck.Verdict why) implements Sent {}

        record Refused(String why) implements Sent {}

        record NotFound() implements Sent {}
    }

    sealed interface Conclusion {
        record Concluded(CaseFile file) implements Conclusion {}

        record Incomplete(List<Missing> missing) implements Conclusion {}

        /// The effect said no (somebody else already acts for this person, say).
        record EffectRefused(String reason, Map<String, String> facts) implements Conclusion {}

        record AlreadySettled(CaseFile.Status status) implements Conclusion {}

        record NotFound() implements Conclusion {}
    }

    sealed interface SecondAppointment {
        record Agreed(Appointment next) implements SecondAppointment {}

        record SlotTaken(List<Slot> nearest) implements SecondAppointment {}

        record Refused(String why) implements SecondAppointment {}

        record NotFound() implements SecondAppointment {}
    }
}

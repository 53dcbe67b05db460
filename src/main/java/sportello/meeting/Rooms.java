package sportello.meeting;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import sportello.identity.Actor;
import sportello.platform.Reference;

/// Rooms and who is in them. Every verb takes the actor; a stranger's room does not exist.
public interface Rooms {

    /// In the transaction that confirms the appointment. Codes are derived, not stored (rule D13).
    Room prepare(RoomPlan plan);

    /// A moved appointment keeps its room and codes.
    void reschedule(UUID about, java.time.Instant startsAt, java.time.Instant endsAt);

    void callOff(UUID about, Actor by);

    Optional<Room> about(UUID about);

    Optional<Room> find(RoomId room);

    List<Entry> entries(RoomId room);

    Optional<Entry> entry(EntryId entry);

    Optional<Entry> entry(Reference publicRef);

    /// For hand-over by notification only: the code as it is now. Empty once the room is closed.
    Optional<String> codeForDelivery(EntryId entry);

    /// For hand-over by notification only: the number somebody invited was reached at. Empty for everybody else, and
    /// once the room is over.
    Optional<String> mobileForDelivery(EntryId entry);

    /// Types the code at the door. `browser` is the secret of the binding cookie to be set when let in.
    Knock knock(Reference publicRef, Actor by, String code, String browser);

    /// Who enters by login alone comes in: no code, the browser is bound as by one (rule D13).
    Knock enter(Reference publicRef, Actor by, String browser);

    /// True when this browser is bound to the entry (rejoin without the code). A delegate's entry needs the login too.
    boolean boundTo(EntryId entry, String browser);

    /// A new code ends the old one and the browser bound by it, and is sent by notification (event
    /// `EntryCodeRenewed`). Who shows nothing but the link gets none while the person is there.
    Resend resend(EntryId entry, Actor by);

    /// The delegate says that `guest` sits beside them, on the device of `with`; undone by empty.
    void shareDevice(EntryId guest, Optional<EntryId> with, Actor by);

    /// Waiting or still there: called by the page's socket or refresh. Who is not seen for the presence grace is no
    /// longer waiting.
    void seen(EntryId entry);

    /// Gone: the page was closed and did not come back.
    void left(EntryId entry);

    /// Whether the person of this entry is there right now, on an own device or beside another.
    boolean present(EntryId entry);

    /// The recording notice accepted, for one person: version, language and time are kept (rule D7). In a room that
    /// is not recorded there is no such notice (rule C11).
    void acknowledge(EntryId entry, String noticeVersion, Locale language, Actor by);

    void refuseRecording(EntryId entry, String noticeVersion, Locale language, Actor by);

    /// The official acknowledges too, opens, and from then on media may flow.
    Opening open(RoomId room, Actor.Official by);

    Admission admit(EntryId entry, Actor.Official by);

    /// A companion or interpreter: a new entry whose link and code leave by SMS (event `GuestInvited`) and show to
    /// nobody else.
    ///
    /// @param mobile E.164, kept sealed and only until the room is over
    Entry invite(RoomId room, String role, String name, String mobile, Actor.Official by);

    /// The moment alone (rule D14).
    void putOut(EntryId entry, Actor.Official by);

    void letIn(EntryId entry, Actor.Official by);

    void suspend(RoomId room, Actor.Official by);

    void close(RoomId room, Actor by, String outcome);

    /// A word from the office to who waits.
    void tellWaiting(RoomId room, String text, Actor.Official by);

    /// What the office told who waits, oldest first.
    List<OfficeWord> told(RoomId room);

    /// Keeps a finished line of text (rule G10) from somebody inside; empty when they may not write now.
    Optional<TextLine> say(EntryId from, String text);

    /// The lines this entry may read, oldest first: nothing written while its device was out.
    List<TextLine> lines(EntryId reader);

    /// Place and minutes for who waits; empty when the room is over.
    Optional<QueuePlace> queue(RoomId room);

    /// Rule D15: rooms begun by their hour, not over, in which no guest is there right now.
    List<Deserted> deserted();

    /// What the conclusion needs to know (rule D14): is recording whole right now.
    RecordingState recording(RoomId room);

    sealed interface Knock {
        record LetIn(Entry entry) implements Knock {}

        record WrongCode(int attemptsLeft) implements Knock {}

        /// The right code, but another browser was bound by it: a new code is needed here.
        record UsedElsewhere() implements Knock {}

        record Paused(java.time.Instant until) implements Knock {}

        record TooEarly(java.time.Instant opensAt) implements Knock {}

        record Over() implements Knock {}

        record NotFound() implements Knock {}
    }

    sealed interface Resend {
        record Sent(Entry entry) implements Resend {}

        record TooMany(java.time.Instant nextAt) implements Resend {}

        /// The person entered by another browser and is there: only who knows them may send a new code.
        record ThereAlready() implements Resend {}

        record Over() implements Resend {}

        record NotFound() implements Resend {}
    }

    sealed interface Opening {
        record Opened(Room room) implements Opening {}

        record HeldBy(UUID staff) implements Opening {}

        /// Recorded rooms cannot open: why, as a key of words.
        record NoRecorder(String why) implements Opening {}

        /// Not this room, or not now: why, as a key of words.
        record Refused(String why) implements Opening {}

        record Over() implements Opening {}

        record NotFound() implements Opening {}
    }

    sealed interface Admission {
        record Admitted(Entry entry) implements Admission {}

        record NotAcknowledged() implements Admission {}

        record Full(int most) implements Admission {}

        record NotWaiting() implements Admission {}

        record NotFound() implements Admission {}
    }
}

package sportello.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.identity.PersonId;
import sportello.meeting.RoomId;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// A case of a service whose policy prepares it by triage, as one side may see it. `party`: whose appointment it is
/// (`Actor.Booker.party`). `unit`: code of the unit that handles it, empty for the whole office. `inCharge`: the staff
/// id of who has it. The other side sees no contacts, no charges, no note, and no message that was undone.
public record Consultancy(
        CaseId id,
        AppointmentId appointment,
        Reference reference,
        String service,
        UUID office,
        String unit,
        UUID party,
        PersonId bookedBy,
        String bookedByName,
        Instant startsAt,
        Instant endsAt,
        CaseFile.Status status,
        @Nullable UUID inCharge,
        List<Charge> charges,
        Triage triage,
        List<Message> messages,
        List<Contacted> contacts,
        @Nullable Venue venue,
        List<Agreed> venueHistory,
        List<Request> requests,
        @Nullable UUID official,
        @Nullable Instant startedAt,
        @Nullable Instant settledAt,
        @Nullable Ended ending,
        /** Held, as far as the product knows, but how it ended is still to be written. */
        boolean toComplete,
        @Nullable AppointmentId next,
        RoomId room,
        /** The last judgement may still be undone: nobody acted on it. */
        boolean undoable,
        long version) {

    /// Who had it and when; `staff` null: nobody any more.
    public record Charge(@Nullable UUID staff, String note, Instant at, UUID by) {}

    /// What the office said with a judgement. `until`: the date papers are asked by.
    public record Message(
            Kind kind, String text, @Nullable LocalDate until, Instant at, UUID official, boolean undone) {
        public enum Kind {
            ACCEPTED,
            PAPERS_ASKED,
            SETTLED_IN_WRITING,
            DECLINED
        }
    }

    public record Contacted(Contact attempt, UUID official) {}

    public record Agreed(Venue venue, String reason, Instant at, UUID official) {}

    /// A paper asked for, or sent unasked (then `what` is empty). `until`: the date it is asked by.
    public record Request(
            UUID id,
            String what,
            @Nullable LocalDate until,
            State state,
            @Nullable String reason,
            boolean asked,
            Instant at,
            List<Copy> copies) {

        /// ASKED → SENT → ACCEPTED | ASKED_AGAIN; ASKED_AGAIN → SENT; ACCEPTED → ASKED_AGAIN; ASKED → WITHDRAWN when
        /// the asking is undone.
        public enum State {
            ASKED,
            SENT,
            ACCEPTED,
            ASKED_AGAIN,
            WITHDRAWN;

            /// The other side has still to send it.
            public boolean open() {
                return this == ASKED || this == ASKED_AGAIN;
            }

            boolean mayBecome(State next) {
                return switch (this) {
                    case ASKED -> next == SENT || next == WITHDRAWN;
                    case SENT -> next == ACCEPTED || next == ASKED_AGAIN;
                    case ASKED_AGAIN -> next == SENT;
                    case ACCEPTED -> next == ASKED_AGAIN;
                    case WITHDRAWN -> false;
                };
            }
        }
    }

    public record Copy(DocumentId document, String mediaType, long length, PersonId sentBy, Instant at) {}

    /// `official` is null when the product ended it because nobody did.
    public record Ended(Ending ending, Instant at, @Nullable UUID official) {}

    /// An earlier case with the same party.
    public record Past(
            CaseId id,
            AppointmentId appointment,
            Reference reference,
            String service,
            Instant startsAt,
            CaseFile.Status status,
            @Nullable Venue venue,
            Optional<String> summary) {}

    /// The text by which it was settled in writing, or the reason for which it was declined.
    public Optional<String> answer() {
        return messages.stream()
                .filter(message ->
                        message.kind() == Message.Kind.SETTLED_IN_WRITING || message.kind() == Message.Kind.DECLINED)
                .max(Comparator.comparing(Message::at))
                .map(Message::text);
    }

    public boolean waitsForPapers() {
        return requests.stream().anyMatch(request -> request.state().open());
    }
}

package sportello.intermediaries;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.identity.PersonId;

/// A question (*quesito*) on a position, with its thread. `negative`: the latest answer was (rule C4). `waitingSince`:
/// since when the office owes an answer. `appointment`: the latest lit on it.
public record Question(
        QuestionId id,
        String protocol,
        Position position,
        Studio studio,
        UUID office,
        String topic,
        String subject,
        State state,
        boolean negative,
        @Nullable Instant waitingSince,
        PersonId askedBy,
        Instant askedAt,
        Instant lastAt,
        List<Message> thread,
        @Nullable AppointmentId appointment) {

    /// OPEN waits for the office, ASKED_BACK for the studio; from the last three nothing leads away.
    public enum State {
        OPEN,
        ANSWERED,
        ASKED_BACK,
        CLOSED,
        REJECTED,
        WITHDRAWN;

        private static final Map<State, Set<State>> NEXT = Map.of(
                OPEN, EnumSet.of(OPEN, ANSWERED, ASKED_BACK, CLOSED, REJECTED, WITHDRAWN),
                ANSWERED, EnumSet.of(OPEN, ANSWERED, ASKED_BACK, CLOSED, WITHDRAWN),
                ASKED_BACK, EnumSet.of(OPEN, ANSWERED, ASKED_BACK, CLOSED, REJECTED, WITHDRAWN));

        public boolean mayBecome(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }

        public boolean settled() {
            return !NEXT.containsKey(this);
        }
    }

    /// NOTE is the product's: what became of an appointment lit on the question.
    public enum Kind {
        QUESTION,
        REPLY,
        ANSWER,
        NEGATIVE_ANSWER,
        ASKS_BACK,
        CLOSES,
        REJECTS,
        WITHDRAWS,
        NOTE;

        public boolean byStudio() {
            return this == QUESTION || this == REPLY || this == WITHDRAWS;
        }
    }

    /// `author`: full name of the studio's member, given name of the official, empty for the product.
    public record Message(UUID id, Instant at, Kind kind, String author, String text, List<File> files) {}

    public record File(DocumentId document, String name, String mediaType, long length) {}
}

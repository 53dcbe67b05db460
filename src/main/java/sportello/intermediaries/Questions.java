package sportello.intermediaries;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sportello.documents.DocumentId;
import sportello.documents.PaperCheck;
import sportello.identity.Actor;
import sportello.offices.Cassetto;
import sportello.platform.IdempotencyKey;

/// Questions on positions: for enabled members of the studio while its mandate is active, for officials of the
/// competent office (or where an appointment on it was booked) whose unit handles the Cassetto and who are no members
/// of
/// the studio, and for the product. For anybody else a question does not exist.
public interface Questions {

    /// What may be asked in a Cassetto, in the order to show it.
    List<Topic> topics(Cassetto cassetto);

    Optional<Topic> topic(String code);

    /// Up to three files together of at most 3 MB with each message.
    Asked ask(
            Actor.Intermediary by,
            PositionId position,
            String topic,
            String subject,
            String text,
            List<Upload> files,
            IdempotencyKey key)
            throws IOException;

    Optional<Question> find(QuestionId id, Actor by);

    /// An intermediary's own studio's, on positions with an active mandate; an official's own office's, in the Cassetti
    /// their unit handles.
    QuestionPage search(Actor by, QuestionSearch what, @Nullable String cursor);

    Replied reply(QuestionId id, Actor.Intermediary by, String text, List<Upload> files, IdempotencyKey key)
            throws IOException;

    /// A negative answer lights the appointment.
    Replied answer(QuestionId id, Actor.Official by, String text, boolean positive, IdempotencyKey key);

    Replied askBack(QuestionId id, Actor.Official by, String text, IdempotencyKey key);

    Replied close(QuestionId id, Actor.Official by, String text, IdempotencyKey key);

    Replied reject(QuestionId id, Actor.Official by, String reason, IdempotencyKey key);

    Replied withdraw(QuestionId id, Actor.Intermediary by);

    /// The access is audited.
    Optional<InputStream> openFile(QuestionId id, DocumentId document, Actor by) throws IOException;

    Lighting lighting(QuestionId id, Actor.Intermediary by);

    /// Those of one position on which an appointment may be lit now: they may be taken along to the same one.
    List<Question> lit(PositionId position, Actor.Intermediary by);

    /// Those an appointment is about, for whoever may see them.
    List<Question> about(sportello.booking.AppointmentId appointment, Actor by);

    sealed interface Asked {}

    sealed interface Replied {}

    record Done(Question question) implements Asked, Replied {}

    /// Field name → key of words.
    record Wrong(Map<String, String> fields) implements Asked, Replied {}

    record TooManyFiles(int most) implements Asked, Replied {}

    record FilesTooLarge(long mostBytes) implements Asked, Replied {}

    record UnfitFile(String name, PaperCheck.Verdict why) implements Asked, Replied {}

    /// Nothing leads from this state to what was wanted.
    record NotNow(Question.State state) implements Replied {}

    /// The key was used for something else.
    record KeyReused() implements Asked, Replied {}

    record NotFound() implements Asked, Replied {}
}

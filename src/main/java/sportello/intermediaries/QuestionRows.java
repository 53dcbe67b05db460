package sportello.intermediaries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.identity.PersonId;
import sportello.platform.IdempotencyKey;

/// The tables of questions, their messages, files and appointments.
@Repository
class QuestionRows {

    private static final String SELECT = """
            select q.id, q.protocol, q.studio, q.office as at_office, q.topic, q.subject, q.state, q.negative,
                   q.waiting_since, q.asked_by, q.asked_at, q.last_at,
                   p.id as position_id, p.cassetto, p.code, p.name, p.tax_code, p.office,
                   s.name as studio_name, s.tax_code as studio_tax_code
              from intermediaries.question q
              join intermediaries.position p on p.id = q.position
              join intermediaries.studio s on s.id = q.studio
            """;

    private final JdbcClient jdbc;

    QuestionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            QuestionId id,
            String protocol,
            Position position,
            Studio studio,
            UUID office,
            String topic,
            String subject,
            Question.State state,
            boolean negative,
            @Nullable Instant waitingSince,
            PersonId askedBy,
            Instant askedAt,
            Instant lastAt) {}

    record Said(
            UUID id,
            Instant at,
            Question.Kind kind,
            @Nullable UUID author,
            String text) {}

    record Attached(UUID message, Question.File file) {}

    record Request(String asker, IdempotencyKey key, byte[] fingerprint) {}

    record Known(byte[] fingerprint, QuestionId question) {
        boolean to(Request request) {
            return Arrays.equals(fingerprint, request.fingerprint());
        }
    }

    QuestionId nextId() {
        return new QuestionId(jdbc.sql("select uuidv7()").query(UUID.class).single());
    }

    /// False when the key was used before: whoever uses it at the same moment waits here for the first.
    boolean claim(Request request, QuestionId question, Instant at) {
        return jdbc.sql("""
                insert into intermediaries.request (asker, key, fingerprint, question, at)
                values (:asker, :key, :fingerprint, :question, :at)
                on conflict do nothing
                """)
                        .param("asker", request.asker())
                        .param("key", request.key().value())
                        .param("fingerprint", request.fingerprint())
                        .param("question", question.value())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    Optional<Known> known(Request request) {
        return jdbc.sql("""
                select fingerprint, question from intermediaries.request where asker = :asker and key = :key
                """)
                .param("asker", request.asker())
                .param("key", request.key().value())
                .query((row, n) ->
                        new Known(row.getBytes("fingerprint"), new QuestionId(row.getObject("question", UUID.class))))
                .optional();
    }

    void forgetRequestsBefore(Instant when) {
        jdbc.sql("delete from intermediaries.request where at < :when")
                .param("when", Timestamp.from(when))
                .update();
    }

    int nextNumber(String province, int year) {
        return jdbc.sql("""
                insert into intermediaries.protocol (province, year, last) values (:province, :year, 1)
                on conflict (province, year) do update set last = protocol.last + 1
                returning last
                """)
                .param("province", province)
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    void insert(Row question) {
        jdbc.sql("""
                insert into intermediaries.question
                    (id, protocol, position, cassetto, studio, office, topic, subject, state, waiting_since, asked_by,
                     asked_at, last_at, words)
                values (:id, :protocol, :position, :cassetto, :studio, :office, :topic, :subject, 'OPEN', :at, :by,
                        :at, :at,
                        to_tsvector('italian', :subject || ' ' || :name)
                        || array_to_tsvector(array['n:' || lower(:protocol), 'c:' || :code]))
                """)
                .param("id", question.id().value())
                .param("protocol", question.protocol())
                .param("position", question.position().id().value())
                .param("cassetto", question.position().cassetto().name())
                .param("studio", question.studio().id())
                .param("office", question.office())
                .param("topic", question.topic())
                .param("subject", question.subject())
                .param("name", question.position().name())
                .param("code", question.position().code())
                .param("by", question.askedBy().value())
                .param("at", Timestamp.from(question.askedAt()))
                .update();
    }

    /// What is said becomes searchable and the question's last word; the state is what it leads to.
    UUID say(
            QuestionId id,
            Question.Kind kind,
            @Nullable UUID author,
            String text,
            Question.State state,
            boolean negative,
            Instant at) {
        return jdbc.sql("""
                with changed as (
                    update intermediaries.question
                       set state = :state, negative = :negative, last_at = :at,
                           waiting_since = case when :state = 'OPEN' then coalesce(waiting_since, :at) end,
                           words = words || to_tsvector('italian', :text)
                     where id = :id
                    returning id)
                insert into intermediaries.message (question, at, kind, author, text)
                select id, :at, :kind, :author, :text from changed
                returning id
                """)
                .param("id", id.value())
                .param("state", state.name())
                .param("negative", negative)
                .param("at", Timestamp.from(at))
                .param("kind", kind.name())
                .param("author", author, Types.OTHER)
                .param("text", text)
                .query(UUID.class)
                .single();
    }

    void attach(QuestionId id, UUID message, Question.File file) {
        jdbc.sql("""
                insert into intermediaries.file (document, message, question, name, media_type, length)
                values (:document, :message, :question, :name, :type, :length)
                """)
                .param("document", file.document().value())
                .param("message", message)
                .param("question", id.value())
                .param("name", file.name())
                .param("type", file.mediaType())
                .param("length", file.length())
                .update();
    }

    Optional<Row> find(QuestionId id) {
        return find(id, "");
    }

    Optional<Row> lock(QuestionId id) {
        return find(id, " for no key update of q");
    }

    private Optional<Row> find(QuestionId id, String lock) {
        return jdbc.sql(SELECT + "where q.id = :id" + lock)
                .param("id", id.value())
                .query(QuestionRows::read)
                .optional();
    }

    /// Of one studio on one position, not over, oldest first.
    List<Row> open(PositionId position, UUID studio) {
        return jdbc.sql(SELECT + """
                 where q.position = :position and q.studio = :studio
                   and q.state in ('OPEN', 'ANSWERED', 'ASKED_BACK')
                 order by q.asked_at, q.id
                """)
                .param("position", position.value())
                .param("studio", studio)
                .query(QuestionRows::read)
                .list();
    }

    List<Said> thread(QuestionId id) {
        return jdbc.sql("""
                select id, at, kind, author, text
                  from intermediaries.message where question = :question order by at, id
                """)
                .param("question", id.value())
                .query((row, n) -> new Said(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        Question.Kind.valueOf(row.getString("kind")),
                        row.getObject("author", UUID.class),
                        row.getString("text")))
                .list();
    }

    List<Attached> files(QuestionId id) {
        return jdbc.sql("""
                select document, message, name, media_type, length
                  from intermediaries.file where question = :question order by message, document
                """)
                .param("question", id.value())
                .query((row, n) -> new Attached(
                        row.getObject("message", UUID.class),
                        new Question.File(
                                new DocumentId(row.getObject("document", UUID.class)),
                                row.getString("name"),
                                row.getString("media_type"),
                                row.getLong("length"))))
                .list();
    }

    /// Called twice it leaves the same.
    void light(QuestionId id, AppointmentId appointment, UUID office, Instant at) {
        jdbc.sql("""
                insert into intermediaries.lit (question, appointment, office, at, elsewhere)
                select q.id, :appointment, :office, :at, q.office <> :office
                  from intermediaries.question q where q.id = :question
                on conflict do nothing
                """)
                .param("question", id.value())
                .param("appointment", appointment.value())
                .param("office", office)
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<AppointmentId> latestLit(QuestionId id) {
        return jdbc.sql("""
                select appointment from intermediaries.lit where question = :question
                 order by at desc, appointment desc limit 1
                """)
                .param("question", id.value())
                .query((row, n) -> new AppointmentId(row.getObject("appointment", UUID.class)))
                .optional();
    }

    List<QuestionId> about(AppointmentId appointment) {
        return jdbc.sql("select question from intermediaries.lit where appointment = :appointment order by question")
                .param("appointment", appointment.value())
                .query((row, n) -> new QuestionId(row.getObject("question", UUID.class)))
                .list();
    }

    /// Whether an appointment on one of the position's questions was booked at that office.
    boolean heldAt(PositionId position, UUID office) {
        return jdbc.sql("""
                select exists (select from intermediaries.question q
                                 join intermediaries.lit l on l.question = q.id
                                where q.position = :position and l.office = :office)
                """)
                .param("position", position.value())
                .param("office", office)
                .query(Boolean.class)
                .single();
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        var waiting = row.getTimestamp("waiting_since");
        return new Row(
                new QuestionId(row.getObject("id", UUID.class)),
                row.getString("protocol"),
                PositionRows.read(row, "position_id"),
                new Studio(
                        row.getObject("studio", UUID.class),
                        row.getString("studio_name"),
                        row.getString("studio_tax_code")),
                row.getObject("at_office", UUID.class),
                row.getString("topic"),
                row.getString("subject"),
                Question.State.valueOf(row.getString("state")),
                row.getBoolean("negative"),
                waiting == null ? null : waiting.toInstant(),
                new PersonId(row.getObject("asked_by", UUID.class)),
                row.getTimestamp("asked_at").toInstant(),
                row.getTimestamp("last_at").toInstant());
    }
}

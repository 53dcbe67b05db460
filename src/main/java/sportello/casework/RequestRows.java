package sportello.casework;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.documents.DocumentId;
import sportello.identity.PersonId;

/// The tables of papers asked for beforehand and of their copies. Changes expect the case's lock.
@Repository
class RequestRows {

    private final JdbcClient jdbc;

    RequestRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(
            CaseId id,
            @Nullable UUID judgement,
            String what,
            @Nullable LocalDate until,
            Consultancy.Request.State state,
            Instant at) {
        return jdbc.sql("""
                insert into casework.request (case_id, judgement, what, until, state, at)
                values (:case, :judgement, :what, :until, :state, :at) returning id
                """)
                .param("case", id.value())
                .param("judgement", judgement, Types.OTHER)
                .param("what", what)
                .param("until", until, Types.DATE)
                .param("state", state.name())
                .param("at", Timestamp.from(at))
                .query((row, n) -> row.getObject("id", UUID.class))
                .single();
    }

    void change(UUID request, Consultancy.Request.State from, Consultancy.Request.State to, @Nullable String reason) {
        CaseRows.expectOne(
                jdbc.sql("update casework.request set state = :to, reason = :reason where id = :id and state = :from")
                        .param("id", request)
                        .param("from", from.name())
                        .param("to", to.name())
                        .param("reason", reason)
                        .update());
    }

    void insertCopy(CaseId id, UUID request, Consultancy.Copy copy) {
        jdbc.sql("""
                insert into casework.request_copy (document, request, case_id, media_type, length, sent_by, at)
                values (:document, :request, :case, :type, :length, :sentBy, :at)
                """)
                .param("document", copy.document().value())
                .param("request", request)
                .param("case", id.value())
                .param("type", copy.mediaType())
                .param("length", copy.length())
                .param("sentBy", copy.sentBy().value())
                .param("at", Timestamp.from(copy.at()))
                .update();
    }

    /// What the queue shows of papers still awaited. A settled case is left as it ended.
    void count(CaseId id) {
        jdbc.sql("""
                update casework.case_file c
                   set papers_awaited = r.awaited, papers_until = r.until
                  from (select count(*) as awaited, min(until) as until from casework.request
                         where case_id = :case and state in ('ASKED', 'ASKED_AGAIN')) r
                 where c.id = :case and c.settled_at is null
                """).param("case", id.value()).update();
    }

    List<Consultancy.Request> of(CaseId id) {
        var copies = copies(id);
        return jdbc.sql("""
                select id, judgement, what, until, state, reason, at from casework.request
                 where case_id = :case order by id
                """)
                .param("case", id.value())
                .query((row, n) -> {
                    var request = row.getObject("id", UUID.class);
                    return new Consultancy.Request(
                            request,
                            row.getString("what"),
                            row.getObject("until", LocalDate.class),
                            Consultancy.Request.State.valueOf(row.getString("state")),
                            row.getString("reason"),
                            row.getObject("judgement", UUID.class) != null,
                            row.getTimestamp("at").toInstant(),
                            copies.stream()
                                    .filter(copy -> copy.request().equals(request))
                                    .map(Sent::copy)
                                    .toList());
                })
                .list();
    }

    private record Sent(UUID request, Consultancy.Copy copy) {}

    private List<Sent> copies(CaseId id) {
        return jdbc.sql("""
                select request, document, media_type, length, sent_by, at from casework.request_copy
                 where case_id = :case order by at, document
                """)
                .param("case", id.value())
                .query((row, n) -> new Sent(
                        row.getObject("request", UUID.class),
                        new Consultancy.Copy(
                                new DocumentId(row.getObject("document", UUID.class)),
                                row.getString("media_type"),
                                row.getLong("length"),
                                new PersonId(row.getObject("sent_by", UUID.class)),
                                row.getTimestamp("at").toInstant())))
                .list();
    }
}

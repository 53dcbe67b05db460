package sportello.casework;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.documents.DocumentId;
import sportello.meeting.EntryId;

/// The tables of papers and their copies.
@Repository
class PaperRows {

    private final JdbcClient jdbc;
    private final CaseRows cases;

    PaperRows(JdbcClient jdbc, CaseRows cases) {
        this.jdbc = jdbc;
        this.cases = cases;
    }

    record Paper(String code, String state, @Nullable String reason) {}

    record Copy(String code, EntryId sentBy, CaseFile.Copy copy) {}

    void put(CaseId id, String code, String state, @Nullable String reason) {
        jdbc.sql("""
                insert into casework.paper (case_id, code, state, reason) values (:case, :code, :state, :reason)
                on conflict (case_id, code) do update set state = excluded.state, reason = excluded.reason
                """)
                .param("case", id.value())
                .param("code", code)
                .param("state", state)
                .param("reason", reason)
                .update();
    }

    void insertCopy(CaseId id, Copy copy) {
        jdbc.sql("""
                insert into casework.copy (document, case_id, code, media_type, length, sent_by, at)
                values (:document, :case, :code, :type, :length, :sentBy, :at)
                """)
                .param("document", copy.copy().document().value())
                .param("case", id.value())
                .param("code", copy.code())
                .param("type", copy.copy().mediaType())
                .param("length", copy.copy().length())
                .param("sentBy", copy.sentBy().value())
                .param("at", Timestamp.from(copy.copy().at()))
                .update();
    }

    List<CaseRows.Of<Paper>> papers(Collection<CaseId> ids) {
        return cases.ofCases(
                "select case_id, code, state, reason from casework.paper where case_id in (:ids)",
                ids,
                row -> new Paper(row.getString("code"), row.getString("state"), row.getString("reason")));
    }

    List<CaseRows.Of<Copy>> copies(Collection<CaseId> ids) {
        return cases.ofCases(
                """
                select case_id, document, code, media_type, length, sent_by, at
                  from casework.copy where case_id in (:ids) order by at, document
                """,
                ids,
                row -> new Copy(
                        row.getString("code"),
                        new EntryId(row.getObject("sent_by", UUID.class)),
                        new CaseFile.Copy(
                                new DocumentId(row.getObject("document", UUID.class)),
                                row.getString("media_type"),
                                row.getLong("length"),
                                row.getTimestamp("at").toInstant())));
    }
}

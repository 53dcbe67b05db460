package sportello.audit;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class PostgresAuditTrail implements AuditTrail {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PostgresAuditTrail(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void record(Act act, Doer doer, Subject subject, Map<String, String> facts) {
        jdbc.sql("""
                        insert into audit.entry (act, doer_kind, doer_id, on_behalf_of, subject_kind, subject_id, facts)
                        values (:act, :doerKind, :doerId, :onBehalfOf, :subjectKind, :subjectId, cast(:facts as jsonb))
                        """)
                .param("act", act.name())
                .param("doerKind", doer.kind())
                .param("doerId", doer.id())
                .param("onBehalfOf", doer.onBehalfOf())
                .param("subjectKind", subject.kind())
                .param("subjectId", subject.id())
                .param("facts", json.writeValueAsString(facts))
                .update();
    }
}

package sportello.api;

import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;

/// Health, for whoever watches over the installation: 200 or 503, `application/problem+json` either way and
/// whatever is asked for: a watcher that cannot say what it wants still learns that all is well.
@RestController
class StatusController {

    private static final String SOON = "5";

    private final JdbcClient jdbc;

    StatusController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Operation(id = "readStatus", summary = "Whether this installation works", tag = Operation.Tag.HEALTH, open = true)
    @GetMapping(
            value = "/status",
            produces = {MediaType.APPLICATION_PROBLEM_JSON_VALUE, MediaType.ALL_VALUE})
    ResponseEntity<Health> status() {
        var health = Health.of(databaseAnswers());
        var answer = ResponseEntity.status(health.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore());
        if (health.status() == 503) answer.header(HttpHeaders.RETRY_AFTER, SOON);
        return answer.body(health);
    }

    private boolean databaseAnswers() {
        try {
            return jdbc.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }
}

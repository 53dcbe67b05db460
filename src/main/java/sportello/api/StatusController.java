package sportello.api;

import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health, for whoever watches over the installation: 200 or 503, `application/problem+json` either way.
@RestController
class StatusController {

    private final JdbcClient jdbc;

    StatusController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/status")
    ResponseEntity<ProblemDetail> status() {
        var database = databaseAnswers();
        var status = database ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        var body = ProblemDetail.forStatus(status);
        body.setTitle(database ? "Everything works" : "The database does not answer");
        body.setProperties(Map.of("database", database ? "up" : "down"));
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    private boolean databaseAnswers() {
        try {
            return jdbc.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }
}

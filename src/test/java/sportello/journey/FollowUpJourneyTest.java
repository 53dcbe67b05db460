package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.SeparateProduct;

/// The application is killed after a booking was committed and before anything followed it: after the restart all of it
/// follows, once.
class FollowUpJourneyTest {

    @TempDir
    Path data;

    @Test
    void whatTheKilledNodeLeftUndoneIsDoneOnce() throws Exception {
        try (var product = SeparateProduct.start(data, Path.of("target", "journey", "follow-up-product.log"))) {
            var demo = new Demo(product::url);
            demo.clock("2027-03-01T10:00:00+01:00");
            var at = PlainConsulting.at(product::url);
            var question = at.lit(at.position("Officina del Reno"), "Con una morte improvvisa");
            var summary = at.hold(question, "2027-03-03T08:20:00Z").shows("Controlla e conferma");
            try (var tables = product.tables()) {
                tables.setAutoCommit(false);
                tables.createStatement().execute("lock table casework.case_file in access exclusive mode");
                var confirming = Thread.ofVirtual().start(() -> at.confirm(summary));
                await().atMost(Duration.ofSeconds(30)).until(() -> count(tables, "booking.follow_up") == 1);
                product.kill();
                confirming.join();
                tables.rollback();
            }
            product.startAgain();
            try (var tables = product.tables()) {
                await().atMost(Duration.ofSeconds(30)).until(() -> count(tables, "booking.follow_up") == 0);
                assertThat(count(tables, "casework.case_file")).isOne();
                assertThat(count(tables, "meeting.room")).isOne();
                assertThat(count(tables, "notification.notice where template like 'booked%'"))
                        .isOne();
            }
            var appointment =
                    at.confirm(summary).says("Appuntamento confermato").at().getPath();
            assertThat(at.caseOf(appointment)).isNotEmpty();
        }
    }

    private static long count(Connection tables, String what) throws SQLException {
        try (var rows = tables.createStatement().executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

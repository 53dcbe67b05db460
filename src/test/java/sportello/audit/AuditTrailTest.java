package sportello.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.testing.SportelloTest;

@SportelloTest
class AuditTrailTest {

    @Autowired
    AuditTrail trail;

    @Autowired
    Sealer sealer;

    @Autowired
    JdbcClient jdbc;

    final Subject thing = new Subject("thing", UUID.randomUUID());

    @Test
    void whatWasDoneIsChainedAndSigned() {
        trail.record(Act.of("test.done"), Doer.system("test"), thing, Map.of("b", "2", "a", "1"));
        trail.record(Act.of("test.done-again"), new Doer("citizen", "x", "y"), thing);
        sealed();

        assertThat(sealer.about(thing))
                .extracting(entry -> entry.act().name(), AuditReading.Entry::sealed)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("test.done", true),
                        org.assertj.core.groups.Tuple.tuple("test.done-again", true));
        assertThat(sealer.check().brokenAt()).isZero();
    }

    @Test
    void nobodyRewritesIt() {
        trail.record(Act.of("test.done"), Doer.system("test"), thing);
        assertThatThrownBy(() ->
                        jdbc.sql("update audit.entry set act = 'test.other'").update())
                .hasMessageContaining("cannot be rewritten");
        assertThatThrownBy(() -> jdbc.sql("delete from audit.entry").update())
                .hasMessageContaining("cannot be rewritten");
    }

    @Test
    void aRewritingWithTheTriggersOffShows() {
        trail.record(Act.of("test.done"), Doer.system("test"), thing);
        sealed();
        var id = sealer.about(thing).getFirst().id();
        rewrite("test.forged", id);
        assertThat(sealer.check().brokenAt()).isPositive();
        rewrite("test.done", id);
        assertThat(sealer.check().brokenAt()).isZero();
    }

    /// The sealer on its own schedule may be at it: two never chain at once.
    private void sealed() {
        await().untilAsserted(() -> {
            sealer.seal();
            assertThat(sealer.about(thing)).isNotEmpty().allMatch(AuditReading.Entry::sealed);
        });
    }

    private void rewrite(String act, long id) {
        jdbc.sql("alter table audit.entry disable trigger user").update();
        jdbc.sql("update audit.entry set act = :act where id = :id")
                .param("act", act)
                .param("id", id)
                .update();
        jdbc.sql("alter table audit.entry enable trigger user").update();
    }
}

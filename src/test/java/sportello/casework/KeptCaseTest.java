package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import sportello.testing.SportelloTest;

/// A case stays where its appointment can find it: the database takes none away, open or settled, and says so.
@SportelloTest
@Transactional
class KeptCaseTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void anOpenCaseIsNotDeletedInSilence() {
        var open = aCase();
        assertThatThrownBy(() -> delete(open)).hasMessageContaining("a case is not deleted");
    }

    @Test
    void norASettledOne() {
        var settled = aCase();
        assertThat(settle(settled)).isOne();
        assertThatThrownBy(() -> delete(settled)).hasMessageContaining("a case is not deleted");
    }

    @Test
    void whatIsSettledIsNotChangedAndWhatIsOpenMayBe() {
        var one = aCase();
        assertThat(settle(one)).isOne();
        assertThatThrownBy(() -> settle(one)).hasMessageContaining("a settled case is not changed");
    }

    private int delete(UUID id) {
        return jdbc.sql("delete from casework.case_file where id = :id")
                .param("id", id)
                .update();
    }

    private int settle(UUID id) {
        return jdbc.sql("""
                        update casework.case_file
                           set status = 'ABORTED', outcome_reason = 'prova', settled_at = now()
                         where id = :id
                        """).param("id", id).update();
    }

    private UUID aCase() {
        return jdbc.sql("""
                        insert into casework.case_file (appointment, reference, service, office, room, booked_by,
                                                        party_marks, starts_at, ends_at)
                        values (gen_random_uuid(), 'KEPT', 'casework-test', gen_random_uuid(), gen_random_uuid(),
                                gen_random_uuid(), '{}', now(), now() + interval '20 minutes')
                        returning id
                        """).query(UUID.class).single();
    }
}

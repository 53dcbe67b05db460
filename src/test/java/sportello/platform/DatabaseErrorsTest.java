package sportello.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.testing.SportelloTest;

/// What the database refuses may end in a log: it names the rule, never the row.
@SportelloTest
class DatabaseErrorsTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void nameTheConstraintAndQuoteNobody() {
        var anna =
                "insert into identity.person (given_name, family_name, fiscal_code) values ('A', 'B', '33333333333')";
        jdbc.sql(anna).update();
        assertThatThrownBy(() -> jdbc.sql(anna).update())
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("a_written_fiscal_code_is_one_person")
                .rootCause()
                .hasMessageNotContaining("33333333333");
    }
}

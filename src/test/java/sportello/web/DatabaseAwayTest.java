package sportello.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;

class DatabaseAwayTest {

    private static RuntimeException refusedWith(String state) {
        return new IllegalStateException(
                new UncategorizedSQLException("write", "update …", new SQLException("refused", state)));
    }

    /// Serialization failure, deadlock, lock not in time, statement broken off, shut down, starting up, too many
    /// connections, disk full, connection broken, transaction left idle.
    @ParameterizedTest
    @ValueSource(
            strings = {"40001", "40P01", "55P03", "57014", "57P01", "57P03", "53300", "53100", "08006", "08001", "25P03"
            })
    void whatPassesByItselfIsTriedAgain(String state) {
        assertThat(DatabaseAway.explains(refusedWith(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "22P02", "55000"})
    void whatDoesNotPassIsAFault(String state) {
        assertThat(DatabaseAway.explains(refusedWith(state))).isFalse();
    }

    @Test
    void aPoolWithoutAConnectionLeftPasses() {
        assertThat(DatabaseAway.explains(new RuntimeException(new SQLTransientConnectionException("none left"))))
                .isTrue();
    }

    @Test
    void aBrokenRuleIsNoneOfThis() {
        assertThat(DatabaseAway.explains(new DataIntegrityViolationException("a rule")))
                .isFalse();
        assertThat(DatabaseAway.explains(null)).isFalse();
    }
}

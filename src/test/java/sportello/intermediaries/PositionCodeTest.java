package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.offices.Cassetto;
import sportello.testing.SportelloTest;

class PositionCodeTest {

    @ParameterizedTest
    @CsvSource({
        "COMPANIES, 1301234567, 1301234567",
        "COMPANIES, 13 0123-45/67, 1301234567",
        "CRAFTSMEN_TRADERS, 41234567nk, 41234567NK",
        "DOMESTIC_WORK, 4100123456, 4100123456"
    })
    void isReadAsTyped(Cassetto cassetto, String typed, String code) {
        assertThat(PositionCode.parse(cassetto, typed)).contains(new PositionCode(cassetto, code));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPANIES, 130123456",
        "COMPANIES, 13012345678",
        "COMPANIES, 41234567NK",
        "CRAFTSMEN_TRADERS, 1301234567",
        "CRAFTSMEN_TRADERS, 4123456NKK",
        "DOMESTIC_WORK, 410012345A"
    })
    void anotherShapeIsNotACode(Cassetto cassetto, String typed) {
        assertThat(PositionCode.parse(cassetto, typed)).isEmpty();
    }

    @Nested
    @SportelloTest
    class InTheDatabase {

        @Autowired
        JdbcClient jdbc;

        @ParameterizedTest
        @CsvSource({"COMPANIES, 41234567NK", "CRAFTSMEN_TRADERS, 1301234567", "DOMESTIC_WORK, 123", "OTHER, 1301234567"
        })
        void anotherShapeIsRefused(String cassetto, String code) {
            assertThatThrownBy(() -> jdbc.sql("""
                            insert into intermediaries.position (cassetto, code, name, tax_code, office)
                            values (:cassetto, :code, 'Ditta', '01234567897', :office)
                            """)
                            .param("cassetto", cassetto)
                            .param("code", code)
                            .param("office", UUID.randomUUID())
                            .update())
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("a_code_has_the_shape_of_its_cassetto");
        }
    }
}

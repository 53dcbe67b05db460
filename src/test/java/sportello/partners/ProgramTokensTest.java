package sportello.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.audit.Doer;
import sportello.identity.Channel;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.partners.ProgramTokens.Issued;
import sportello.testing.ApiTokens;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Whom a machine says it has before it must be who that tax code belongs to.
@SportelloTest
class ProgramTokensTest {

    @Autowired
    ProgramTokens programs;

    @Autowired
    ApiTokens tokens;

    @Autowired
    People people;

    Partner machine;

    @BeforeEach
    void aMachine() {
        machine = tokens.machine(Channel.API);
    }

    @Test
    void ifWeKnowTheirDayOfBirthItIsThatAndNoOther() {
        var code = known(TaxCodes.next(), LocalDate.of(1971, 5, 14));
        assertThat(identified(code, LocalDate.of(1971, 5, 14))).isInstanceOf(Issued.Token.class);
        assertThat(identified(code, written(code))).isInstanceOf(Issued.NotIdentified.class);
    }

    @Test
    void ifWeDoNotItIsTheOneTheirTaxCodeHolds() {
        var code = known(TaxCodes.next(), null);
        assertThat(identified(code, written(code))).isInstanceOf(Issued.Token.class);
        assertThat(identified(code, written(code).plusDays(1))).isInstanceOf(Issued.NotIdentified.class);
        assertThat(identified(code, LocalDate.of(1971, 5, 14))).isInstanceOf(Issued.NotIdentified.class);
    }

    @Test
    void whoHasOnlyAProvisionalOneWithoutADayIsIdentifiedByNoMachine() {
        var code = known(provisional(), null);
        assertThat(identified(code, LocalDate.of(1971, 5, 14))).isInstanceOf(Issued.NotIdentified.class);
    }

    private Issued identified(FiscalCode code, LocalDate day) {
        var stated = new ProgramTokens.Stated(code, day, "Bruno", "Delegato", "it", "me");
        return programs.forPerson(machine, Set.of(Scope.APPOINTMENTS_READ), stated);
    }

    private FiscalCode known(FiscalCode code, @Nullable LocalDate bornOn) {
        people.identified("Bruno", "Delegato", code, bornOn, new Contacts(null, null, "it"), Doer.system("test"));
        return code;
    }

    /// The tests' codes are of people born in a January of the last century.
    private static LocalDate written(FiscalCode code) {
        var text = code.value();
        return LocalDate.of(1900 + Integer.parseInt(text.substring(6, 8)), 1, Integer.parseInt(text.substring(9, 11)));
    }

    private static FiscalCode provisional() {
        var ten = "%010d".formatted(System.nanoTime() % 9_999_999_999L + 1);
        for (char last = '0'; last <= '9'; last++) {
            var code = FiscalCode.parse(ten + last);
            if (code.isPresent()) return code.get();
        }
        throw new IllegalStateException();
    }
}

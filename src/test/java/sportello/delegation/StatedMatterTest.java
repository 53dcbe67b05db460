package sportello.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.booking.Matter;
import sportello.identity.FiscalCode;

/// Rules D1, D8, G1: what the candidate delegate states, field by field.
class StatedMatterTest {

    static final LocalDate TODAY = LocalDate.of(2027, 3, 1);
    static final FiscalCode BRUNO = new FiscalCode("CCCFBA85D03L219P");

    @Test
    void aFullMatterIsRight() {
        assertThat(wrong("situation", "signs")).isEmpty();
        assertThat(wrong("situation", "bedridden")).isEmpty();
        assertThat(wrong("delegator.email", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "delegator.given_name, ' ', field.given_name.missing",
        "delegator.family_name, R0ssi, field.family_name.shape",
        "delegator.tax_code, '', field.tax_code.missing",
        "delegator.tax_code, RSSMRA80A01H501, field.tax_code.too_short",
        "delegator.tax_code, RSSMRA80A01H501X, field.tax_code.control",
        "delegator.tax_code, cccfba85d03l219p, field.tax_code.own",
        "delegator.born_on, 31/01/1941, field.born_on.shape",
        "delegator.born_on, 2027-03-02, field.born_on.not_plausible",
        "delegator.born_on, 2009-03-02, field.born_on.minor",
        "delegator.mobile, 051 123456, field.mobile.landline",
        "delegator.mobile, 333 12, field.mobile.shape",
        "contact.mobile, '', field.mobile.missing",
        "delegator.email, anna@, field.email.shape",
        "delegator.language, '', field.language.choose",
        "situation, '', field.situation.choose",
        "declares.cannot_come, no, field.declares.cannot_come",
        "declares.no_identity, '', field.declares.no_identity",
        "until, 2027-02-28, field.until.past"
    })
    void whatIsWrongIsSaidBesideItsField(String field, String typed, String key) {
        assertThat(wrong(field, typed)).containsExactly(Map.entry(field, key));
    }

    @Test
    void onTheEighteenthBirthdayThePersonIsOfAge() {
        assertThat(wrong("delegator.born_on", "2009-03-01")).isEmpty();
    }

    @Test
    void anOmocodeOfAnotherPersonIsAnotherPerson() {
        assertThat(wrong("delegator.tax_code", "CCCFBA85D03L21VE")).isEmpty();
    }

    @Test
    void aGuardianIsPointedToTheCounter() {
        assertThat(read("situation", "guardian").guardian()).isTrue();
    }

    private static Map<String, String> wrong(String field, String typed) {
        return read(field, typed).wrong();
    }

    private static StatedMatter read(String field, String typed) {
        var answers = new HashMap<>(Map.of(
                "delegator.given_name", "Anna",
                "delegator.family_name", "Delegante",
                "delegator.tax_code", "RSSMRA80A01H501U",
                "delegator.born_on", "1941-01-31",
                "delegator.mobile", "333 1234567",
                "delegator.language", "it",
                "situation", "signs",
                "declares.cannot_come", "yes",
                "declares.no_identity", "yes",
                "contact.mobile", "347 7654321"));
        answers.put(field, typed);
        return StatedMatter.read(new Matter(answers), BRUNO, TODAY);
    }
}

package sportello.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"bruno@example.org", " bruno.delegato+posta@posta.example.org ", "d'angio@example.org"})
    void isTakenAsPeopleTypeIt(String typed) {
        assertThat(MailAddress.read(typed)).contains(typed.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bruno",
                "bruno@example",
                "bruno@@example.org",
                "brùno@example.org",
                "bruno@example.org, anna@example.org",
                "bruno@example.org\r\nBcc: anna@example.org",
                "<bruno@example.org>",
                "bru no@example.org",
                "bru\u0000no@example.org"
            })
    void isRefusedWhereNoMailServerWouldTakeIt(String typed) {
        assertThat(MailAddress.is(typed)).isFalse();
    }
}

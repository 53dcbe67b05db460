package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.testing.Returned;

/// What a report says of which mail, by RFC 3464.
class DeliveryStatusTest {

    static final String ID = "<0a1b2c3d-0000-3000-8000-000000000001@example.org>";

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, false, mail-no-such-address",
        "failed, 5.1.10, false, mail-no-such-address",
        "failed, 5.4.4, false, mail-no-such-address",
        "failed, 5.2.2, false, mail-box-full",
        "failed, 5.7.1, false, mail-not-accepted",
        "failed, 4.4.7, false, mail-came-back",
        "Failed, '5.1.1 (bad destination)', false, mail-no-such-address",
        "delivered, 2.1.5, true, ''"
    })
    void saysHowItEnded(String action, String status, boolean delivered, String why) throws Exception {
        assertThat(DeliveryStatus.read(Returned.report(action, status, ID)))
                .contains(new DeliveryStatus(ID, delivered, why));
    }

    @Test
    void whatIsOnlyLateHasNotEnded() throws Exception {
        assertThat(DeliveryStatus.read(Returned.report("delayed", "4.4.1", ID))).isEmpty();
    }

    @Test
    void anAnswerIsNoReportWhateverItNames() throws Exception {
        assertThat(DeliveryStatus.read(Returned.answer(ID))).isEmpty();
    }

    @Test
    void aReportThatReturnsNothingOfTheMailIsAboutNoneInParticular() throws Exception {
        assertThat(DeliveryStatus.read(Returned.mail("""
                        From: MAILER-DAEMON@mx.example.org
                        In-Reply-To: %s
                        MIME-Version: 1.0
                        Content-Type: multipart/report; report-type=delivery-status; boundary="A.1"

                        --A.1
                        Content-Type: message/delivery-status

                        Reporting-MTA: dns; mx.example.org

                        Final-Recipient: rfc822; bruno@example.org
                        Action: failed
                        Status: 5.1.1

                        --A.1--
                        """.formatted(ID)))).isEmpty();
    }

    @Test
    void theWholeMailMayComeBackInsteadOfItsHead() throws Exception {
        assertThat(DeliveryStatus.read(Returned.mail("""
                        From: postmaster@mx.example.org
                        MIME-Version: 1.0
                        Content-Type: multipart/report; boundary="A.1"; report-type=delivery-status

                        --A.1
                        Content-Type: text/plain

                        Impossibile consegnare.
                        --A.1
                        Content-Type: message/delivery-status

                        Reporting-MTA: dns;mx.example.org

                        Final-Recipient: rfc822;bruno@example.org
                        Action: failed
                        Status: 5.1.1
                        --A.1
                        Content-Type: message/rfc822

                        From: Sportello <sportello@example.org>
                        Message-ID: %s
                        Subject: Appuntamento
                        Content-Type: text/plain

                        Message-ID: <of-somebody-else@example.org>
                        --A.1--
                        """.formatted(ID))))
                .contains(new DeliveryStatus(ID, false, "mail-no-such-address"));
    }

    @Test
    void anotherKindOfReportIsNotOne() {
        assertThat(DeliveryStatus.mayBe("multipart/report; report-type=disposition-notification"))
                .isFalse();
        assertThat(DeliveryStatus.mayBe("not a type")).isFalse();
        assertThat(DeliveryStatus.mayBe(null)).isFalse();
    }
}

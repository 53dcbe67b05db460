package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.demo.tenant.MailServer;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import sportello.platform.SmtpAccount;

/// Mail over SMTP, spoken to real servers of this machine.
class SmtpCarrierTest {

    static final String MAILBOX = "sportello@inps.example.org";
    static final String BRUNO = "bruno@example.org";

    @Nested
    class AtAServerThatTakesIt {
        final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

        @Test
        void arrivesAsTextAndAsAPageWithItsCalendar() throws Exception {
            post.start();
            try {
                post.setUser(MAILBOX, MAILBOX, "secret");
                var carrier =
                        carrier(new SmtpAccount("127.0.0.1", post.getSmtp().getPort(), MAILBOX, "secret", false));
                assertThat(carrier.handOver(mail(BRUNO)))
                        .isEqualTo(new Handed.Taken(
                                List.of(SmtpCarrier.messageId(mail(BRUNO).key(), MAILBOX))));
                var arrived = post.getReceivedMessages()[0];
                assertThat(arrived.getSubject()).isEqualTo("È prenotato");
                assertThat(arrived.getFrom()[0].toString()).contains("Sportello", MAILBOX);
                assertThat(arrived.getHeader("Content-Language")).containsExactly("it");
                var parts = (MimeMultipart) arrived.getContent();
                var words = (MimeMultipart) parts.getBodyPart(0).getContent();
                assertThat(words.getContentType()).startsWith("multipart/alternative");
                assertThat(text(words.getBodyPart(0))).contains("Giovedì alle 9:20");
                assertThat(text(words.getBodyPart(1))).contains("<p>Giovedì alle 9:20");
                assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/calendar");
                assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("appuntamento.ics");
            } finally {
                post.stop();
            }
        }

        @Test
        void isTheSameMailWhenItGoesAgain() throws Exception {
            var taken = new CopyOnWriteArrayList<byte[]>();
            try (var server = new MailServer(taken::add, line -> "")) {
                var carrier = carrier(open(server.port()));
                carrier.handOver(mail(BRUNO));
                carrier.handOver(mail(BRUNO));
            }
            assertThat(taken).hasSize(2);
            assertThat(id(taken.get(0))).isEqualTo(id(taken.get(1))).endsWith("@inps.example.org>");
        }
    }

    @Nested
    class EndsInAState {
        @ParameterizedTest
        @CsvSource({
            "RCPT, 550 no such person, Refused[why=recipient-refused]",
            "RCPT, 450 greylisted, 'Again[why=mail-busy, pause=null]'",
            "MAIL, 421 too many, 'Again[why=mail-busy, pause=null]'",
            "DATA, 451 later, 'Again[why=mail-busy, pause=null]'"
        })
        void whenTheServerRefusesIt(String at, String says, String handed) {
            try (var server = new MailServer(mail -> {}, line -> line.startsWith(at) ? says : "")) {
                assertThat(carrier(open(server.port())).handOver(mail(BRUNO)).toString())
                        .isEqualTo(handed);
            }
        }

        @Test
        void whenTheServerRefusesOneOfTwo() {
            var taken = new CopyOnWriteArrayList<byte[]>();
            try (var server = new MailServer(
                    taken::add, line -> line.contains("anna") && line.startsWith("RCPT") ? "550 no" : "")) {
                var carrier = carrier(open(server.port()));
                assertThat(carrier.handOver(mail("anna@example.org"))).isInstanceOf(Handed.Refused.class);
                assertThat(carrier.handOver(mail(BRUNO))).isInstanceOf(Handed.Taken.class);
            }
            assertThat(taken).hasSize(1);
        }

        @Test
        void whenItIsNoAddress() {
            assertThat(carrier(open(1)).handOver(mail("nobody at all"))).isEqualTo(new Handed.Refused("no-address"));
        }

        @Test
        void whenTheServerHangs() throws Exception {
            try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                waits(carrier(open(mute.getLocalPort())), "mail-unavailable");
            }
        }

        @Test
        void whenTheServerIsNotThereAndIsNotAskedAgainAtOnce() {
            var carrier = carrier(open(1));
            waits(carrier, "mail-unreachable");
            waits(carrier, "mail-unreachable");
        }

        @Test
        void whenTheMailboxIsRefused() {
            try (var server = new MailServer(mail -> {}, line -> line.startsWith("MAIL") ? "553 not yours" : "")) {
                waits(carrier(open(server.port())), "mailbox-refused");
            }
        }

        /// Neither mail nor password travels in clear where STARTTLS is asked for.
        @Test
        void whenTheServerOffersNoStarttls() {
            var said = new CopyOnWriteArrayList<String>();
            try (var server = new MailServer(mail -> {}, line -> {
                said.add(line);
                return "";
            })) {
                waits(
                        carrier(new SmtpAccount("127.0.0.1", server.port(), MAILBOX, "secret", true)),
                        "mail-unavailable");
            }
            assertThat(said).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }

        private void waits(SmtpCarrier carrier, String why) {
            assertThat(carrier.handOver(mail(BRUNO))).isInstanceOfSatisfying(Handed.Again.class, again -> {
                assertThat(again.why()).isEqualTo(why);
                assertThat(again.pause()).isPositive();
            });
        }
    }

    @Test
    void showsNoPassword() {
        var smtp = new MailSettings.Smtp("smtp.example.org", 587, MAILBOX, "very secret", true);
        assertThat(smtp + " " + smtp.account()).doesNotContain("secret");
    }

    private static SmtpAccount open(int port) {
        return new SmtpAccount("127.0.0.1", port, "", "", false);
    }

    private static SmtpCarrier carrier(SmtpAccount account) {
        return new SmtpCarrier(
                from -> from.equals(MAILBOX) ? account : null,
                new MailSettings(null, 4, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }

    private static Outgoing mail(String to) {
        return new Outgoing(
                "mail booked 1",
                "mail",
                to,
                MAILBOX,
                "Sportello",
                "È prenotato",
                "Giovedì alle 9:20.\n\nPorta un documento.",
                Locale.ITALIAN,
                List.of(new Outgoing.Part(
                        "appuntamento.ics",
                        "text/calendar; charset=utf-8",
                        "BEGIN:VCALENDAR".getBytes(StandardCharsets.UTF_8))),
                Instant.now());
    }

    private static String text(BodyPart part) throws Exception {
        return (String) part.getContent();
    }

    private static String id(byte[] raw) throws Exception {
        try (var in = new ByteArrayInputStream(raw)) {
            return new MimeMessage(null, in).getMessageID();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

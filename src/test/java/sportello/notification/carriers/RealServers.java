package sportello.notification.carriers;

import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import sportello.demo.tenant.MailServer;
import sportello.notification.Carrier;
import sportello.notification.Receipts;
import sportello.testing.SmsCentre;

/// Servers to which a demonstration of the tests really sends, by the carriers of a real installation: an SMS centre
/// (SMPP) and a mail server (SMTP). What came is read as a telephone and a mail program read it.
public final class RealServers implements AutoCloseable {

    private static final String WIRED = "sportello.testing.real-servers";
    private static final int WITH_HEADER = 0x40;
    private static final int EVERY_SIGN = 8;

    private final SmsCentre centre;
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final MailServer post = new MailServer(mails::add, line -> "");

    public RealServers() throws IOException {
        centre = SmsCentre.start();
    }

    /// In a demonstration nothing leaves the house: here it does, also from the units' mailboxes.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(WIRED)
    static class Wires {

        @Bean
        @Order(1)
        Carrier smsForReal(SmsSettings settings, Receipts receipts) {
            return new BySetting().smppCarrier(settings, receipts);
        }

        @Bean
        @Order(1)
        Carrier mailForReal(MailSettings settings) {
            var account = Objects.requireNonNull(settings.smtp()).account();
            return new SmtpCarrier(from -> account, settings);
        }
    }

    public Map<String, Object> settings() {
        return Map.of(
                WIRED,
                "true",
                "sportello.notification.sms.smpp.host",
                "127.0.0.1",
                "sportello.notification.sms.smpp.port",
                centre.port(),
                "sportello.notification.sms.smpp.system-id",
                "sportello",
                "sportello.notification.sms.smpp.password",
                SmsCentre.PASSWORD,
                "sportello.notification.mail.smtp.host",
                post.host(),
                "sportello.notification.mail.smtp.port",
                post.port(),
                "sportello.notification.mail.smtp.starttls",
                "false");
    }

    public void awaitTheLink() {
        await().atMost(Duration.ofSeconds(60)).until(() -> centre.binds.get() > 0);
    }

    /// The newest SMS to a number with these words, waited for.
    public String awaitText(String number, String words) {
        return awaited(() -> texts(number), text -> text.contains(words), number + ": " + words);
    }

    /// The newest mail to an address with such a subject, waited for.
    public Mail awaitMail(String address, String subject) {
        return awaited(() -> mails(address), mail -> mail.subject().startsWith(subject), address + ": " + subject);
    }

    private static <T> T awaited(Supplier<List<T>> all, Predicate<T> wanted, String what) {
        await(what)
                .atMost(Duration.ofSeconds(30))
                .until(() -> all.get().stream().anyMatch(wanted));
        return all.get().stream().filter(wanted).findFirst().orElseThrow();
    }

    /// Newest first; the parts of one come in a row.
    private List<String> texts(String number) {
        var texts = new ArrayList<String>();
        for (var part : arrived(number)) {
            var body = part.body();
            int header = (part.esmClass() & WITH_HEADER) == 0 ? 0 : body[0] + 1;
            var words = Arrays.copyOfRange(body, header, body.length);
            var text = part.coding() == EVERY_SIGN ? new String(words, StandardCharsets.UTF_16BE) : Gsm7.decode(words);
            if (header > 0 && body[header - 1] > 1) texts.addLast(texts.removeLast() + text);
            else texts.add(text);
        }
        return texts.reversed();
    }

    /// The centre says what became of all that went to this number.
    public void report(String number, String state) throws Exception {
        for (var part : arrived(number)) centre.report(part.reference(), state);
    }

    private List<SmsCentre.Taken> arrived(String number) {
        return centre.taken.stream()
                .filter(part -> part.to().equals(number.substring(1)))
                .toList();
    }

    /// @param language as the mail says of itself
    public record Mail(String to, String language, String subject, String text) {}

    /// Newest first.
    private List<Mail> mails(String address) {
        return mails.stream()
                .map(RealServers::read)
                .filter(mail -> mail.to().equals(address))
                .toList()
                .reversed();
    }

    private static Mail read(byte[] sent) {
        try {
            var mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(sent));
            return new Mail(
                    mail.getAllRecipients()[0].toString(),
                    mail.getHeader("Content-Language", null),
                    mail.getSubject(),
                    text(mail));
        } catch (MessagingException | IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        return part.getContent() instanceof MimeMultipart several
                ? text(several.getBodyPart(0))
                : part.getContent().toString();
    }

    @Override
    public void close() throws IOException {
        centre.close();
        post.close();
    }
}

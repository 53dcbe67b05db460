package sportello.demo;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.demo.tenant.Sent;
import sportello.notification.Outgoing;

/// What leaves from the units' mailboxes arrives in the demonstration's outbox.
@Component
@InDemo
class UnitPost {

    private final DemoOutbox outbox;

    UnitPost(DemoOutbox outbox) {
        this.outbox = outbox;
    }

    /// By the tenant.
    void teams(Sent sent) {
        outbox.keep(new Outgoing(
                "teams " + sent.key(),
                "mail",
                sent.to(),
                sent.from(),
                null,
                sent.subject(),
                sent.text(),
                Locale.ITALIAN,
                List.of(new Outgoing.Part(
                        "meeting.ics",
                        "text/calendar; charset=UTF-8; method=" + sent.method(),
                        sent.calendar().getBytes(StandardCharsets.UTF_8))),
                Instant.now()));
    }

    /// By the mail server, whole as it came.
    void mail(byte[] raw) {
        try {
            var mail = new MimeMessage(null, new ByteArrayInputStream(raw));
            var parts = leaves((MimeMultipart) mail.getContent());
            outbox.keep(new Outgoing(
                    "unit " + mail.getMessageID(),
                    "mail",
                    address(mail.getRecipients(Message.RecipientType.TO)),
                    address(mail.getFrom()),
                    null,
                    mail.getSubject(),
                    text(parts),
                    Locale.ITALIAN,
                    attachments(parts),
                    Instant.now()));
        } catch (MessagingException e) {
            throw new IllegalArgumentException("Not a mail", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(jakarta.mail.Address @Nullable [] addresses) {
        return addresses == null || addresses.length == 0 ? "" : ((InternetAddress) addresses[0]).getAddress();
    }

    private static List<BodyPart> leaves(MimeMultipart parts) throws MessagingException, IOException {
        var leaves = new ArrayList<BodyPart>();
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (part.getContent() instanceof MimeMultipart inner) leaves.addAll(leaves(inner));
            else leaves.add(part);
        }
        return leaves;
    }

    private static String text(List<BodyPart> parts) throws MessagingException, IOException {
        for (var part : parts) if (part.isMimeType("text/plain")) return (String) part.getContent();
        return "";
    }

    private static List<Outgoing.Part> attachments(List<BodyPart> parts) throws MessagingException, IOException {
        var attachments = new ArrayList<Outgoing.Part>();
        for (var part : parts) {
            if (part.isMimeType("text/calendar")) {
                attachments.add(new Outgoing.Part(
                        "invite.ics",
                        part.getContentType().replaceAll("\\s+", " "),
                        part.getInputStream().readAllBytes()));
            }
        }
        return attachments;
    }
}

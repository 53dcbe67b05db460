package sportello.invitations;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/// A calendar invitation by mail from the unit's own account (RFC 6047). A mail repeated after a crash has the same
/// message id, object and sequence, so that servers and calendars recognise it.
class MailWay {

    private final Mailboxes mailboxes;
    private final Wording wording;
    private final Duration timeout;

    MailWay(Mailboxes mailboxes, Wording wording, Duration timeout) {
        this.mailboxes = mailboxes;
        this.wording = wording;
        this.timeout = timeout;
    }

    InvitationRow bring(InvitationRow wanted, Mailbox from, Notebook notes) {
        var letter = wording.letter(wanted, null);
        var row = notes.write(wanted.begun(InvitationRow.Way.MAIL, from.address(), wanted.stage())
                .sending(letter.to()));
        send(CalendarObject.of(row, false, from, letter));
        return row.sent(letter.to(), Instant.now());
    }

    /// To the address that was invited.
    InvitationRow withdraw(InvitationRow row, Mailbox from) {
        var to = row.sentTo();
        if (to == null || to.isBlank()) return row;
        var language = wording.language(row);
        var letter = new Letter(
                to,
                "",
                language,
                wording.subject(row, language),
                List.of(wording.withdrawn(row, language)),
                "",
                row.startsAt(),
                row.endsAt());
        send(CalendarObject.of(row, true, from, letter));
        return row;
    }

    private void send(CalendarObject object) {
        var smtp =
                mailboxes.of(object.from().address()).map(Mailbox::smtp).orElseThrow(() -> new Setback("no-mailbox"));
        try {
            var message = message(session(smtp), object);
            if (smtp.user().isEmpty()) Transport.send(message);
            else Transport.send(message, smtp.user(), smtp.password());
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw setback(e);
        }
    }

    private Session session(Mailbox.Smtp smtp) {
        var millis = Long.toString(timeout.toMillis());
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", smtp.host());
        properties.put("mail.smtp.port", Integer.toString(smtp.port()));
        properties.put("mail.smtp.auth", Boolean.toString(!smtp.user().isEmpty()));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(smtp.starttls()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(smtp.starttls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.quitwait", "false");
        return Session.getInstance(properties);
    }

    /// Outlook reads the calendar part among the alternatives, others the attachment.
    private static MimeMessage message(Session session, CalendarObject object)
            throws MessagingException, UnsupportedEncodingException {
        var letter = object.letter();
        var calendar = object.text();
        var message = new Numbered(session, messageId(object));
        message.setFrom(
                new InternetAddress(object.from().address(), object.from().name(), StandardCharsets.UTF_8.name()));
        message.setRecipient(
                Message.RecipientType.TO,
                new InternetAddress(
                        letter.to(), letter.name().isBlank() ? null : letter.name(), StandardCharsets.UTF_8.name()));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(new Date());
        message.setHeader("Content-Language", letter.language().getLanguage());
        var alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(part(letter.text(), "text/plain; charset=UTF-8"));
        alternatives.addBodyPart(part(letter.html(), "text/html; charset=UTF-8"));
        alternatives.addBodyPart(part(calendar, "text/calendar; charset=UTF-8; method=" + object.method()));
        var body = new MimeBodyPart();
        body.setContent(alternatives);
        var attachment = part(calendar, "application/ics; name=invite.ics");
        attachment.setFileName("invite.ics");
        attachment.setDisposition(Part.ATTACHMENT);
        var whole = new MimeMultipart("mixed");
        whole.addBodyPart(body);
        whole.addBodyPart(attachment);
        message.setContent(whole);
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String content, String type) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new jakarta.activation.DataHandler(
                new jakarta.mail.util.ByteArrayDataSource(content.getBytes(StandardCharsets.UTF_8), type)));
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String messageId(CalendarObject object) {
        var recipient = UUID.nameUUIDFromBytes(object.letter().to().getBytes(StandardCharsets.UTF_8));
        return "<" + object.method().toLowerCase(java.util.Locale.ROOT) + "." + object.sequence() + "." + recipient
                + "." + object.uid() + ">";
    }

    private static Setback setback(Exception failed) {
        if (failed instanceof AuthenticationFailedException) return new Setback("mailbox-refused", failed);
        var address = cause(failed, SMTPAddressFailedException.class);
        if (address != null) return refused(address.getReturnCode(), "recipient-refused", failed);
        var sender = cause(failed, SMTPSenderFailedException.class);
        if (sender != null) return refused(sender.getReturnCode(), "mailbox-refused", failed);
        var whole = cause(failed, SMTPSendFailedException.class);
        if (whole != null) return refused(whole.getReturnCode(), "mailbox-refused", failed);
        if (cause(failed, MailConnectException.class) != null) return new Setback("mail-unreachable", failed);
        return new Setback("mail-unavailable", failed);
    }

    private static Setback refused(int code, String forGood, Exception failed) {
        return new Setback(code >= 500 ? forGood : "mail-busy", failed);
    }

    /// Causes of mail exceptions hang in two chains.
    private static <E extends Exception> @Nullable E cause(@Nullable Throwable thrown, Class<E> wanted) {
        if (thrown == null) return null;
        if (wanted.isInstance(thrown)) return wanted.cast(thrown);
        if (thrown instanceof MessagingException mail) {
            var found = cause(mail.getNextException(), wanted);
            if (found != null) return found;
        }
        return thrown.getCause() == thrown ? null : cause(thrown.getCause(), wanted);
    }

    private static final class Numbered extends MimeMessage {

        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}

package sportello.invitations;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
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
import java.util.UUID;
import sportello.platform.MailDispatch;
import sportello.platform.MailTrouble;

/// A calendar invitation by mail from the unit's own account (RFC 6047). A mail repeated after a crash has the same
/// message id, object and sequence, so that servers and calendars recognise it.
class MailWay {

    private final Mailboxes mailboxes;
    private final Wording wording;
    private final MailDispatch dispatch;

    MailWay(Mailboxes mailboxes, Wording wording, Duration timeout) {
        this.mailboxes = mailboxes;
        this.wording = wording;
        this.dispatch = new MailDispatch(timeout);
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
            dispatch.send(smtp.account(), messageId(object), message -> fill(message, object));
        } catch (MailTrouble e) {
            throw new Setback(code(e.kind()), e);
        }
    }

    /// Outlook reads the calendar part among the alternatives, others the attachment.
    private static void fill(MimeMessage message, CalendarObject object)
            throws MessagingException, UnsupportedEncodingException {
        var letter = object.letter();
        var calendar = object.text();
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
        alternatives.addBodyPart(MailDispatch.part(letter.text(), "text/plain; charset=UTF-8"));
        alternatives.addBodyPart(MailDispatch.part(letter.html(), "text/html; charset=UTF-8"));
        alternatives.addBodyPart(
                MailDispatch.part(calendar, "text/calendar; charset=UTF-8; method=" + object.method()));
        var body = new MimeBodyPart();
        body.setContent(alternatives);
        var attachment = MailDispatch.part(calendar, "application/ics; name=invite.ics");
        attachment.setFileName("invite.ics");
        attachment.setDisposition(Part.ATTACHMENT);
        var whole = new MimeMultipart("mixed");
        whole.addBodyPart(body);
        whole.addBodyPart(attachment);
        message.setContent(whole);
    }

    private static String messageId(CalendarObject object) {
        var recipient = UUID.nameUUIDFromBytes(object.letter().to().getBytes(StandardCharsets.UTF_8));
        return "<" + object.method().toLowerCase(java.util.Locale.ROOT) + "." + object.sequence() + "." + recipient
                + "." + object.uid() + ">";
    }

    private static String code(MailTrouble.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "mail-unreachable";
            case UNAVAILABLE -> "mail-unavailable";
            case BUSY -> "mail-busy";
            case ACCOUNT_REFUSED -> "mailbox-refused";
            case RECIPIENT_REFUSED -> "recipient-refused";
        };
    }
}

package sportello.notification.carriers;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sportello.notification.Carrier;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import sportello.platform.MailDispatch;
import sportello.platform.MailTrouble;
import sportello.platform.SmtpAccount;

/// Mail from the mailbox that the message names. Each server that is not there rests by itself: mail of the other
/// mailboxes goes on.
final class SmtpCarrier implements Carrier {

    static final String NAME = "smtp";

    private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);

    private record Rest(int troubles, long until) {}

    private final Function<String, @Nullable SmtpAccount> accounts;
    private final MailSettings settings;
    private final MailDispatch dispatch;
    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    /// @param accounts of a mailbox's address
    SmtpCarrier(Function<String, @Nullable SmtpAccount> accounts, MailSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
        this.dispatch = new MailDispatch(settings.timeout());
    }

    @Override
    public String kind() {
        return "mail";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int atOnce() {
        return settings.atOnce();
    }

    @Override
    public Handed handOver(Outgoing message) {
        var from = message.from();
        var account = from == null ? null : accounts.apply(from);
        if (from == null || account == null) return new Handed.Again("no-mailbox", settings.longestPause());
        if (!isAddress(message.to())) return new Handed.Refused("no-address");
        var rest = resting.get(from);
        if (rest != null && rest.until() - System.nanoTime() > 0)
            return new Handed.Again("mail-unreachable", Duration.ofNanos(rest.until() - System.nanoTime()));
        try {
            var id = messageId(message.key(), from);
            dispatch.send(account, id, mail -> fill(mail, message, from));
            resting.remove(from);
            return new Handed.Taken(List.of(id));
        } catch (MailTrouble e) {
            return switch (e.kind()) {
                case UNREACHABLE -> rests(from, account, "mail-unreachable");
                case UNAVAILABLE -> rests(from, account, "mail-unavailable");
                case ACCOUNT_REFUSED -> rests(from, account, "mailbox-refused");
                case BUSY -> new Handed.Again("mail-busy", null);
                case RECIPIENT_REFUSED -> new Handed.Refused("recipient-refused");
            };
        }
    }

    private Handed rests(String from, SmtpAccount account, String why) {
        var now = System.nanoTime();
        var rest = resting.merge(from, new Rest(1, now + settings.firstPause().toNanos()), (before, first) -> {
            if (before.until() - now > 0) return before;
            var pause = settings.firstPause().multipliedBy(1L << Math.min(before.troubles(), 20));
            var shorter = pause.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : pause;
            return new Rest(before.troubles() + 1, now + shorter.toNanos());
        });
        LOG.warn("The mail server at {} takes nothing ({})", account, why);
        return new Handed.Again(why, Duration.ofNanos(Math.max(1, rest.until() - now)));
    }

    /// The same for each try, and telling nothing of whom or what it is about.
    static String messageId(String key, String from) {
        return "<" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + from.substring(from.indexOf('@'))
                + ">";
    }

    private static boolean isAddress(String to) {
        try {
            new InternetAddress(to, true).validate();
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    private static void fill(MimeMessage mail, Outgoing message, String from)
            throws MessagingException, UnsupportedEncodingException {
        mail.setFrom(new InternetAddress(from, message.fromName(), StandardCharsets.UTF_8.name()));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(message.to()));
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setSentDate(new Date());
        mail.setHeader("Content-Language", message.language().getLanguage());
        mail.setHeader("Auto-Submitted", "auto-generated");
        var page = new MailPage(String.valueOf(message.subject()), message.text(), message.language());
        var alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(MailDispatch.part(page.text(), "text/plain; charset=UTF-8"));
        alternatives.addBodyPart(MailDispatch.part(page.html(), "text/html; charset=UTF-8"));
        if (message.attachments().isEmpty()) {
            mail.setContent(alternatives);
            return;
        }
        var body = new MimeBodyPart();
        body.setContent(alternatives);
        var whole = new MimeMultipart("mixed");
        whole.addBodyPart(body);
        for (var attached : message.attachments()) {
            var part = MailDispatch.part(attached.content(), attached.type());
            part.setFileName(attached.name());
            part.setDisposition(Part.ATTACHMENT);
            whole.addBodyPart(part);
        }
        mail.setContent(whole);
    }
}

package sportello.platform;

import jakarta.activation.DataHandler;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/// Mail to one recipient over SMTP, with STARTTLS and login where the account has them. Whoever hangs is left
/// after the time-out.
public final class MailDispatch {

    /// Fills a message; its id is already there and stays.
    public interface Writing {
        void fill(MimeMessage message) throws MessagingException, UnsupportedEncodingException;
    }

    private final Duration timeout;

    public MailDispatch(Duration timeout) {
        this.timeout = timeout;
    }

    /// @param messageId with its angle brackets: a mail repeated under the same one is the same mail
    public void send(SmtpAccount account, String messageId, Writing writing) throws MailTrouble {
        try {
            var message = new Numbered(session(account), messageId);
            writing.fill(message);
            message.saveChanges();
            if (account.user().isEmpty()) Transport.send(message);
            else Transport.send(message, account.user(), account.password());
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new MailTrouble(kind(e), e);
        }
    }

    /// A part that no server breaks lines in.
    public static MimeBodyPart part(byte[] content, String type) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    public static MimeBodyPart part(String content, String type) throws MessagingException {
        return part(content.getBytes(StandardCharsets.UTF_8), type);
    }

    private Session session(SmtpAccount account) {
        var millis = Long.toString(timeout.toMillis());
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", account.host());
        properties.put("mail.smtp.port", Integer.toString(account.port()));
        properties.put("mail.smtp.auth", Boolean.toString(!account.user().isEmpty()));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(account.starttls()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(account.starttls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.quitwait", "false");
        return Session.getInstance(properties);
    }

    private static MailTrouble.Kind kind(Exception failed) {
        if (failed instanceof AuthenticationFailedException) return MailTrouble.Kind.ACCOUNT_REFUSED;
        var address = cause(failed, SMTPAddressFailedException.class);
        if (address != null) return refused(address.getReturnCode(), MailTrouble.Kind.RECIPIENT_REFUSED);
        var sender = cause(failed, SMTPSenderFailedException.class);
        if (sender != null) return refused(sender.getReturnCode(), MailTrouble.Kind.ACCOUNT_REFUSED);
        var whole = cause(failed, SMTPSendFailedException.class);
        if (whole != null) return refused(whole.getReturnCode(), MailTrouble.Kind.ACCOUNT_REFUSED);
        if (cause(failed, MailConnectException.class) != null) return MailTrouble.Kind.UNREACHABLE;
        return MailTrouble.Kind.UNAVAILABLE;
    }

    private static MailTrouble.Kind refused(int code, MailTrouble.Kind forGood) {
        return code >= 500 ? forGood : MailTrouble.Kind.BUSY;
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

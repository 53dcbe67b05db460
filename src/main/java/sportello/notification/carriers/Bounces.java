package sportello.notification.carriers;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import sportello.notification.Receipts;
import sportello.notification.Receipts.Receipt;

/// Reads from the mailboxes what came back, and joins it with what was sent. The mailbox is a unit's own: nothing in it
/// is marked, moved or deleted, and only delivery reports are opened.
@Component
class Bounces implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

    /// As our mails are numbered: what a report says of others' mail is not kept.
    private static final Pattern OURS =
            Pattern.compile("<[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}@[^>\\s]{1,255}>");

    private static final int FIRST_LOOK = 500;
    private static final int TOGETHER = 100;

    private final BounceSettings settings;
    private final ReadUpTo read;
    private final Receipts receipts;
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean running;

    Bounces(BounceSettings settings, ReadUpTo read, Receipts receipts) {
        this.settings = settings;
        this.read = read;
        this.receipts = receipts;
    }

    @Override
    public void start() {
        running = true;
        settings.mailboxes()
                .forEach(box -> readers.add(
                        Thread.ofVirtual().name("bounces-" + box.host()).start(() -> keepReading(box))));
    }

    @Override
    public void stop() {
        running = false;
        readers.forEach(Thread::interrupt);
        readers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keepReading(BounceSettings.Imap box) {
        boolean told = false;
        try {
            while (running) {
                try {
                    look(box);
                    told = false;
                } catch (MessagingException | RuntimeException e) {
                    if (!told)
                        LOG.warn(
                                "The mailbox of {} cannot be read ({})",
                                box,
                                e.getClass().getSimpleName());
                    told = true;
                }
                Thread.sleep(settings.every());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look(BounceSettings.Imap box) throws MessagingException {
        try (var store = session(box).getStore()) {
            store.connect(box.host(), box.port(), box.user(), box.password());
            try (var folder = store.getFolder(box.folder())) {
                folder.open(Folder.READ_ONLY);
                readOn(box, folder, (UIDFolder) folder);
            }
        }
    }

    private void readOn(BounceSettings.Imap box, Folder folder, UIDFolder uids) throws MessagingException {
        if (folder.getMessageCount() == 0) return;
        long validity = uids.getUIDValidity();
        var last = read.last(box.toString(), validity);
        var fresh = last.isPresent()
                ? after(last.get(), uids)
                : folder.getMessages(Math.max(1, folder.getMessageCount() - FIRST_LOOK + 1), folder.getMessageCount());
        for (int from = 0; from < fresh.length; from += TOGETHER) {
            var some = Arrays.copyOfRange(fresh, from, Math.min(fresh.length, from + TOGETHER));
            var what = new FetchProfile();
            what.add(FetchProfile.Item.CONTENT_INFO);
            what.add(UIDFolder.FetchProfileItem.UID);
            folder.fetch(some, what);
            receipts.came(reports(some));
            read.keep(box.toString(), validity, uids.getUID(some[some.length - 1]));
        }
    }

    /// A server asked for what comes after the last answers with the last.
    private static Message[] after(long last, UIDFolder uids) throws MessagingException {
        var found = new ArrayList<Message>();
        for (var message : uids.getMessagesByUID(last + 1, UIDFolder.LASTUID))
            if (uids.getUID(message) > last) found.add(message);
        return found.toArray(Message[]::new);
    }

    private static List<Receipt> reports(Message[] some) throws MessagingException {
        var found = new ArrayList<Receipt>();
        for (var message : some) {
            report(message)
                    .filter(status -> OURS.matcher(status.messageId()).matches())
                    .ifPresent(status -> found.add(
                            new Receipt(SmtpCarrier.NAME, status.messageId(), status.delivered(), status.why())));
        }
        return found;
    }

    /// Anybody may write to a mailbox: a report that cannot be read must not keep those after it from being read.
    private static Optional<DeliveryStatus> report(Message message) throws MessagingException {
        try {
            return message instanceof MimeMessage mail && DeliveryStatus.mayBe(mail.getContentType())
                    ? DeliveryStatus.read(mail)
                    : Optional.empty();
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            if (!message.getFolder().isOpen()) throw new FolderClosedException(message.getFolder());
            LOG.warn(
                    "A delivery report cannot be read ({})",
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Session session(BounceSettings.Imap box) {
        var protocol = box.security() == BounceSettings.Security.TLS ? "imaps" : "imap";
        var stem = "mail." + protocol + ".";
        var millis = Long.toString(settings.timeout().toMillis());
        var properties = new Properties();
        properties.put("mail.store.protocol", protocol);
        properties.put(stem + "connectiontimeout", millis);
        properties.put(stem + "timeout", millis);
        properties.put(stem + "writetimeout", millis);
        properties.put(stem + "ssl.checkserveridentity", "true");
        properties.put(stem + "peek", "true");
        if (box.security() == BounceSettings.Security.STARTTLS) {
            properties.put(stem + "starttls.enable", "true");
            properties.put(stem + "starttls.required", "true");
        }
        return Session.getInstance(properties);
    }
}

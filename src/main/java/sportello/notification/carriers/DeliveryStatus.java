package sportello.notification.carriers;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A delivery status notification (RFC 3464): which mail it speaks of, by that mail's own `Message-ID` as the report
/// returns it, and how it ended. Anything else that somebody writes to the mailbox is not one.
///
/// @param why empty where it arrived
record DeliveryStatus(String messageId, boolean delivered, String why) {

    private static final int LONGEST = 256 * 1024;

    static boolean mayBe(@Nullable String contentType) {
        try {
            if (contentType == null) return false;
            var type = new ContentType(contentType);
            return type.match("multipart/report")
                    && "delivery-status".equalsIgnoreCase(type.getParameter("report-type"));
        } catch (ParseException notAType) {
            return false;
        }
    }

    /// Empty for what is no final word on one mail.
    static Optional<DeliveryStatus> read(MimeMessage message) throws MessagingException, IOException {
        if (!mayBe(message.getContentType()) || !(message.getContent() instanceof Multipart parts))
            return Optional.empty();
        List<InternetHeaders> blocks = List.of();
        String about = null;
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status"))
                blocks = blocks(text(part));
            else if (part.isMimeType("message/rfc822")
                    || part.isMimeType("message/global")
                    || part.isMimeType("text/rfc822-headers")
                    || part.isMimeType("message/global-headers")) about = messageId(part);
        }
        if (about == null) return Optional.empty();
        var id = about;
        return blocks.stream()
                .flatMap(block -> outcome(id, block).stream())
                .min((one, other) -> Boolean.compare(one.delivered(), other.delivered()));
    }

    private static Optional<DeliveryStatus> outcome(String id, InternetHeaders recipient) {
        var action = first(recipient, "Action").toLowerCase(Locale.ROOT);
        var status = first(recipient, "Status");
        return switch (action) {
            case "failed" -> Optional.of(new DeliveryStatus(id, false, why(status)));
            case "delivered" -> Optional.of(new DeliveryStatus(id, true, ""));
            default -> Optional.empty();
        };
    }

    /// By RFC 3463: the second number says whose trouble it was.
    private static String why(String status) {
        if (status.startsWith("5.1.") || status.startsWith("5.4.4")) return "mail-no-such-address";
        if (status.equals("5.2.2") || status.equals("4.2.2")) return "mail-box-full";
        if (status.startsWith("5.7.")) return "mail-not-accepted";
        return "mail-came-back";
    }

    /// The first word alone: comments may follow.
    private static String first(InternetHeaders headers, String name) {
        var value = headers.getHeader(name, null);
        return value == null ? "" : value.strip().split("[\\s(;]", 2)[0];
    }

    /// Groups of fields with an empty line between them.
    private static List<InternetHeaders> blocks(byte[] text) throws MessagingException {
        var in = new ByteArrayInputStream(text);
        var blocks = new ArrayList<InternetHeaders>();
        while (in.available() > 0) blocks.add(new InternetHeaders(in));
        return blocks;
    }

    private static @Nullable String messageId(Part part) throws MessagingException, IOException {
        var found = new InternetHeaders(new ByteArrayInputStream(text(part))).getHeader("Message-ID", null);
        return found == null ? null : found.strip();
    }

    private static byte[] text(Part part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            return in.readNBytes(LONGEST);
        }
    }
}

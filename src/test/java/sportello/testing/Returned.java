package sportello.testing;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// Mail as servers send it back (RFC 3464).
public final class Returned {

    private Returned() {}

    /// @param action `failed`, `delayed`, `delivered`
    /// @param status `5.1.1`, …
    /// @param messageId with its angle brackets: of the mail that came back
    public static MimeMessage report(String action, String status, String messageId) throws Exception {
        return mail("""
                From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
                To: sportello@example.org
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="A.1"

                --A.1
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message could not be delivered.

                --A.1
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org
                X-Postfix-Queue-ID: 4F1B2C3D
                Arrival-Date: Tue,  2 Mar 2027 09:20:00 +0100 (CET)

                Final-Recipient: rfc822; bruno@example.org
                Original-Recipient: rfc822;bruno@example.org
                Action: %s
                Status: %s
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; 550 5.1.1 <bruno@example.org>: unknown

                --A.1
                Content-Description: Undelivered Message Headers
                Content-Type: text/rfc822-headers

                Return-Path: <sportello@example.org>
                From: Sportello <sportello@example.org>
                To: bruno@example.org
                Message-ID: %s
                Subject: Appuntamento

                --A.1--
                """.formatted(action, status, messageId));
    }

    /// Says that it is a report, and has none of its parts.
    public static MimeMessage garbled() throws Exception {
        return mail("""
                From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
                To: sportello@example.org
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="A.1"

                Action: failed
                """);
    }

    /// Somebody answers, and names the mail they answer.
    public static MimeMessage answer(String messageId) throws Exception {
        return mail("""
                From: Bruno <bruno@example.org>
                To: sportello@example.org
                Subject: Re: Appuntamento
                In-Reply-To: %s
                References: %s
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                Action: failed
                Status: 5.1.1
                Message-ID: %s
                """.formatted(messageId, messageId, messageId));
    }

    public static MimeMessage mail(String text) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
}

package sportello.invitations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Rsvp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sportello.demo.tenant.MailServer;
import sportello.offices.Venue;

/// Invitations by mail (rules C8, C10) at a real SMTP server, read by a calendar library.
class MailInvitationTest extends InvitationFixture {

    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"OWN_ROOM", "PHONE"})
    void isACalendarInvitationFromTheUnitsMailbox(Venue venue) throws Exception {
        agree(venue);
        work();
        var mail = only();
        assertThat(mail.getFrom()[0].toString()).contains(MAILBOX);
        assertThat(mail.getAllRecipients()[0].toString()).contains(DARIO);
        assertThat(mail.getSubject()).isEqualTo("Appuntamento INPS Direzione provinciale di Bologna");
        var calendar = calendar(mail);
        assertThat(value(calendar, Property.METHOD)).isEqualTo("REQUEST");
        var event = event(calendar);
        assertThat(requireNonNull(event.getOrganizer()).getCalAddress()).hasToString("mailto:" + MAILBOX);
        assertThat(event.getAttendees()).singleElement().satisfies(attendee -> {
            assertThat(attendee.getCalAddress()).hasToString("mailto:" + DARIO);
            assertThat(attendee.getParameter("RSVP")).contains(Rsvp.TRUE);
        });
        assertThat(starts(event)).isEqualTo(hour);
        assertThat(value(event, Property.STATUS)).isEqualTo("CONFIRMED");
        assertThat(value(event, Property.SUMMARY)).isEqualTo(mail.getSubject());
        assertThat(event.validate().hasErrors()).isFalse();
        assertThat(text(mail))
                .contains("documento di identità valido", "non viene registrato", "/appointments/" + appointment);
    }

    /// Text, HTML and the calendar with its method as alternatives, and the same calendar attached.
    @Test
    void hasTheFormThatOutlookAndGmailRead() throws Exception {
        agree(Venue.OWN_ROOM);
        work();
        var whole = (MimeMultipart) only().getContent();
        assertThat(new ContentType(whole.getContentType()).getSubType()).isEqualTo("mixed");
        var alternatives = (MimeMultipart) whole.getBodyPart(0).getContent();
        assertThat(new ContentType(alternatives.getContentType()).getSubType()).isEqualTo("alternative");
        assertThat(types(alternatives)).containsExactly("text/plain", "text/html", "text/calendar");
        var type = new ContentType(alternatives.getBodyPart(2).getContentType());
        assertThat(type.getParameter("method")).isEqualTo("REQUEST");
        assertThat(type.getParameter("charset")).isEqualToIgnoringCase("utf-8");
        assertThat(alternatives.getBodyPart(1).getContent().toString()).contains("<a href=\"http");
        var attached = whole.getBodyPart(1);
        assertThat(attached.getFileName()).isEqualTo("invite.ics");
        assertThat(attached.getDisposition()).isEqualTo("attachment");
        assertThat(bytes(attached)).isEqualTo(bytes(alternatives.getBodyPart(2)));
        assertThat(new String(bytes(attached), StandardCharsets.UTF_8).split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    }

    @Test
    void raisesTheSequenceOnAMoveAndWithdrawsOnACancellation() throws Exception {
        agree(Venue.OWN_ROOM);
        work();
        move(hour.plus(Duration.ofDays(1)));
        work();
        cancel();
        work();
        var events = new ArrayList<VEvent>();
        for (var mail : post.getReceivedMessages()) events.add(event(calendar(mail)));
        assertThat(events).hasSize(3);
        assertThat(events)
                .extracting(event -> event.getUid().orElseThrow().getValue())
                .containsOnly(uid(events.get(0)));
        assertThat(events).extracting(MailInvitationTest::sequence).containsExactly(1, 2, 3);
        assertThat(starts(events.get(1))).isEqualTo(hour);
        var last = post.getReceivedMessages()[2];
        assertThat(value(calendar(last), Property.METHOD)).isEqualTo("CANCEL");
        assertThat(value(events.get(2), Property.STATUS)).isEqualTo("CANCELLED");
        var alternatives = (MimeMultipart)
                ((MimeMultipart) last.getContent()).getBodyPart(0).getContent();
        assertThat(new ContentType(alternatives.getBodyPart(2).getContentType()).getParameter("method"))
                .isEqualTo("CANCEL");
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.WITHDRAWN);
    }

    @Test
    void changesPlaceWithoutBeingWithdrawn() throws Exception {
        agree(Venue.OWN_ROOM);
        work();
        agree(Venue.PHONE);
        work();
        assertThat(post.getReceivedMessages()).hasSize(2);
        var second = event(calendar(post.getReceivedMessages()[1]));
        assertThat(uid(second)).isEqualTo(uid(event(calendar(post.getReceivedMessages()[0]))));
        assertThat(sequence(second)).isEqualTo(2);
        assertThat(text(post.getReceivedMessages()[1])).contains("+393200000004");
    }

    /// At a clock change nothing is shifted: 28 March 2027, an hour after it.
    @Test
    void keepsItsHourAcrossAClockChange() throws Exception {
        hour = Instant.parse("2027-03-28T07:00:00Z");
        agree(Venue.PHONE);
        work();
        assertThat(starts(event(calendar(only())))).isEqualTo(Instant.parse("2027-03-28T07:00:00Z"));
    }

    @Test
    void showsAMailboxThatTheServerRefusesAndSendsOnceWhenItIsMended() throws Exception {
        smtpPassword = "wrong";
        agree(Venue.OWN_ROOM);
        work();
        assertThat(row().trouble()).isEqualTo("mailbox-refused");
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.WAITING);
        assertThat(pause()).isPositive();
        assertThat(post.getReceivedMessages()).isEmpty();
        smtpPassword = "bologna";
        assertThat(rows.again(caseId)).isTrue();
        work();
        assertThat(post.getReceivedMessages()).hasSize(1);
        assertThat(row().trouble()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such person, recipient-refused, false",
        "RCPT, 450 greylisted, mail-busy, true",
        "MAIL, 553 not your mailbox, mailbox-refused, true",
        "DATA, 554 not so, mailbox-refused, true",
        "DATA, 451 later, mail-busy, true"
    })
    void endsInAStateTheOfficerSees(String at, String says, String trouble, boolean byItself) {
        try (var server = new MailServer(mail -> {}, line -> line.startsWith(at) ? says : "")) {
            smtpPort = server.port();
            agree(Venue.PHONE);
            work(unauthenticated());
            assertThat(row().trouble()).isEqualTo(trouble);
            assertThat(row().notBefore() != null).isEqualTo(byItself);
            assertThat(row().doneSeq()).isZero();
        }
    }

    /// Rule G12.
    @Test
    void forgetsTheAddressAMonthAfterTheHourAlsoWhereAMoveWasRefused() {
        agree(Venue.PHONE);
        work();
        try (var server = new MailServer(mail -> {}, line -> line.startsWith("RCPT") ? "550 no such person" : "")) {
            smtpPort = server.port();
            move(hour.plus(Duration.ofDays(1)));
            work(unauthenticated());
        }
        assertThat(row().trouble()).isEqualTo("recipient-refused");
        assertThat(row().sentTo()).isEqualTo(DARIO);
        rows.forget(hour.plus(Duration.ofDays(30)));
        assertThat(row().sentTo()).isEmpty();
    }

    @Test
    void saysSoWhenTheServerIsNotThere() {
        smtpPort = 1;
        agree(Venue.PHONE);
        work();
        assertThat(row().trouble()).isEqualTo("mail-unreachable");
        cancel();
        smtpPort = post.getSmtp().getPort();
        work();
        assertThat(post.getReceivedMessages()).isEmpty();
    }

    /// Mail has no transaction: killed between the server's yes and our note, the same one goes again, recognisable by
    /// its message id, object and sequence.
    @Test
    void repeatsTheSameMessageWhenKilledAfterSending() throws Exception {
        var taken = new CopyOnWriteArrayList<byte[]>();
        try (var server = new MailServer(taken::add, line -> "")) {
            smtpPort = server.port();
            agree(Venue.PHONE);
            for (int writes = 1; row().doneSeq() < row().seq(); writes++) {
                try {
                    work(dyingAt(writes));
                } catch (Dying.Killed died) {
                    later();
                }
            }
        }
        assertThat(taken).hasSizeGreaterThanOrEqualTo(2);
        var ids = new HashSet<String>();
        for (var mail : taken) {
            var read = read(mail);
            ids.add(read.getMessageID() + " " + uid(event(calendar(read))) + " " + sequence(event(calendar(read))));
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void neverUsesAnothersMessageIdForAnUpdate() throws Exception {
        agree(Venue.PHONE);
        work();
        move(hour.plus(Duration.ofHours(1)));
        work();
        cancel();
        work();
        assertThat(List.of(post.getReceivedMessages()))
                .extracting(mail -> mail.getHeader("Message-ID")[0])
                .doesNotHaveDuplicates();
    }

    @Test
    void withdrawsNothingThatTheServerNeverTook() {
        smtpPassword = "wrong";
        agree(Venue.PHONE);
        work();
        cancel();
        smtpPassword = "bologna";
        work();
        assertThat(post.getReceivedMessages()).isEmpty();
        assertThat(row().stage()).isEqualTo(InvitationRow.Step.WITHDRAWN);
    }

    private Reconciler unauthenticated() {
        smtpUser = "";
        return worker();
    }

    private Reconciler dyingAt(int writes) {
        smtpUser = "";
        return worker(new Dying(transaction, writes));
    }

    private MimeMessage only() {
        assertThat(post.getReceivedMessages()).hasSize(1);
        return post.getReceivedMessages()[0];
    }

    private static MimeMessage read(byte[] mail) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(mail));
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart)
                        ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent())
                .getBodyPart(0)
                .getContent()
                .toString();
    }

    private static Calendar calendar(MimeMessage mail) throws Exception {
        var alternatives = (MimeMultipart)
                ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
        return new CalendarBuilder().build(new ByteArrayInputStream(bytes(alternatives.getBodyPart(2))));
    }

    private static VEvent event(Calendar calendar) {
        return calendar.<VEvent>getComponent(Component.VEVENT).orElseThrow();
    }

    private static Instant starts(VEvent event) {
        return Instant.from(requireNonNull(event.getDateTimeStart()).getDate());
    }

    private static String uid(VEvent event) {
        return event.getUid().orElseThrow().getValue();
    }

    private static int sequence(VEvent event) {
        return requireNonNull(event.getSequence()).getSequenceNo();
    }

    private static String value(Calendar calendar, String property) {
        return calendar.getProperty(property).orElseThrow().getValue();
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    private static byte[] bytes(BodyPart part) throws Exception {
        return part.getInputStream().readAllBytes();
    }

    private static List<String> types(MimeMultipart parts) throws Exception {
        var types = new ArrayList<String>();
        for (int i = 0; i < parts.getCount(); i++) {
            types.add(new ContentType(parts.getBodyPart(i).getContentType()).getBaseType());
        }
        return types;
    }
}

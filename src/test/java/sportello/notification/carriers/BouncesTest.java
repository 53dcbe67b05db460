package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.notification.Receipts.Receipt;
import sportello.testing.Returned;
import sportello.testing.SportelloTest;

/// A unit's mailbox on a real IMAP server: what came back is read once, everything else is left as it is.
@SportelloTest
class BouncesTest {

    static final String OURS = "<0a1b2c3d-0000-3000-8000-000000000001@example.org>";
    static final String OURS_TOO = "<0a1b2c3d-0000-3000-8000-000000000002@example.org>";
    static final String OTHERS = "<CAF-something@mail.example.org>";

    @Autowired
    ReadUpTo upTo;

    final List<Receipt> came = new ArrayList<>();
    GreenMail server;
    GreenMailUser unit;
    Bounces bounces;

    @BeforeEach
    void listen() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        unit = server.setUser("unit@example.org", "unit-" + UUID.randomUUID(), "s3cret");
        bounces = new Bounces(
                new BounceSettings(List.of(), Duration.ofMinutes(1), Duration.ofSeconds(10)), upTo, came::addAll);
    }

    @AfterEach
    void end() {
        server.stop();
    }

    @Test
    void aMailThatCameBackIsKnownByItsOwnNumber() throws Exception {
        unit.deliver(Returned.answer(OURS));
        unit.deliver(Returned.report("failed", "5.1.1", OURS));
        unit.deliver(Returned.report("failed", "5.1.1", OTHERS));
        look();
        assertThat(came).containsExactly(new Receipt("smtp", OURS, false, "mail-no-such-address"));
    }

    @Test
    void eachIsReadOnce() throws Exception {
        unit.deliver(Returned.report("failed", "5.1.1", OURS));
        look();
        look();
        unit.deliver(Returned.report("failed", "5.2.2", OURS_TOO));
        look();
        assertThat(came)
                .extracting(Receipt::reference, Receipt::why)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(OURS, "mail-no-such-address"),
                        org.assertj.core.groups.Tuple.tuple(OURS_TOO, "mail-box-full"));
    }

    /// Anybody may write to the mailbox.
    @Test
    void whatCannotBeReadKeepsNothingBackThatComesAfter() throws Exception {
        unit.deliver(Returned.garbled());
        unit.deliver(Returned.report("failed", "5.1.1", OURS));
        look();
        assertThat(came).extracting(Receipt::reference).containsExactly(OURS);
    }

    @Test
    void nothingIsMarkedOrTakenAway() throws Exception {
        unit.deliver(Returned.report("failed", "5.1.1", OURS));
        unit.deliver(Returned.answer(OURS));
        look();
        var inbox = server.getManagers().getImapHostManager().getInbox(unit);
        assertThat(inbox.getMessages())
                .hasSize(2)
                .noneMatch(mail -> mail.getFlags().contains(Flags.Flag.SEEN));
    }

    @Test
    void anEmptyMailboxIsFine() throws Exception {
        look();
        assertThat(came).isEmpty();
    }

    @Test
    void aMailboxThatIsRefusedSaysNoPassword() {
        assertThatThrownBy(() -> bounces.look(mailbox("wrong-s3cret")))
                .isInstanceOf(MessagingException.class)
                .message()
                .doesNotContain("wrong-s3cret");
        assertThat(mailbox("wrong-s3cret").toString()).doesNotContain("wrong-s3cret");
    }

    private void look() throws Exception {
        bounces.look(mailbox("s3cret"));
    }

    private BounceSettings.Imap mailbox(String password) {
        return new BounceSettings.Imap(
                "127.0.0.1",
                server.getImap().getPort(),
                unit.getLogin(),
                password,
                BounceSettings.Security.NONE,
                "INBOX");
    }
}

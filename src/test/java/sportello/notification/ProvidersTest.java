package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.demo.tenant.MailServer;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.testing.AppIo;
import sportello.testing.Returned;
import sportello.testing.RunningProduct;
import sportello.testing.SmsCentre;
import sportello.testing.TaxCodes;

/// A real installation with an SMS centre, a gateway behind it and a mail server, all over TCP: what becomes of each
/// message whatever they do.
class ProvidersTest {

    static final List<byte[]> MAILS = new CopyOnWriteArrayList<>();
    static final AtomicInteger BY_GATEWAY = new AtomicInteger();
    static final AtomicInteger NUMBER = new AtomicInteger(1_000_000);

    static RunningProduct product;
    static SmsCentre centre;
    static MailServer mail;
    static HttpServer gateway;
    static AppIo io;
    static GreenMail mailbox;
    static GreenMailUser unit;

    OutboxRows rows;
    JdbcClient jdbc;

    @BeforeAll
    static void start() throws Exception {
        centre = SmsCentre.start();
        mail = new MailServer(MAILS::add, line -> line.startsWith("RCPT") && line.contains("gone@") ? "550 no" : "");
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        gateway.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            BY_GATEWAY.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gateway.start();
        var settings = new HashMap<String, Object>();
        settings.put("sportello.demo.enabled", "false");
        settings.put("sportello.media.janus", "off");
        settings.put("sportello.notification.first-pause", "100ms");
        settings.put("sportello.notification.longest-rest", "1s");
        settings.put("sportello.notification.sms.smpp.host", "127.0.0.1");
        settings.put("sportello.notification.sms.smpp.port", centre.port());
        settings.put("sportello.notification.sms.smpp.system-id", "sportello");
        settings.put("sportello.notification.sms.smpp.password", SmsCentre.PASSWORD);
        settings.put("sportello.notification.sms.smpp.answer-within", "8s");
        settings.put("sportello.notification.sms.smpp.first-pause", "100ms");
        settings.put("sportello.notification.sms.smpp.longest-pause", "500ms");
        settings.put(
                "sportello.notification.sms.gateway.url",
                "http://127.0.0.1:" + gateway.getAddress().getPort() + "/");
        settings.put("sportello.notification.mail.smtp.host", mail.host());
        settings.put("sportello.notification.mail.smtp.port", mail.port());
        settings.put("sportello.notification.mail.smtp.starttls", "false");
        io = new AppIo().knows("deleghe", "key-deleghe");
        settings.put("sportello.notification.app-io.enabled", "true");
        settings.put("sportello.notification.app-io.url", io.url());
        settings.put("sportello.notification.app-io.key", "key-deleghe");
        settings.put("sportello.notification.quiet-from", "00:00");
        settings.put("sportello.notification.quiet-until", "00:00");
        mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        mailbox.start();
        unit = mailbox.setUser("sportello@localhost", "sportello", "s3cret");
        settings.put("sportello.notification.bounces.mailboxes[0].host", "127.0.0.1");
        settings.put(
                "sportello.notification.bounces.mailboxes[0].port",
                mailbox.getImap().getPort());
        settings.put("sportello.notification.bounces.mailboxes[0].user", "sportello");
        settings.put("sportello.notification.bounces.mailboxes[0].password", "s3cret");
        settings.put("sportello.notification.bounces.mailboxes[0].security", "none");
        settings.put("sportello.notification.bounces.every", "200ms");
        product = RunningProduct.with(settings);
    }

    @AfterAll
    static void end() throws Exception {
        product.close();
        centre.close();
        mail.close();
        gateway.stop(0);
        io.close();
        mailbox.stop();
    }

    @BeforeEach
    void bound() {
        rows = product.bean(OutboxRows.class);
        jdbc = product.bean(JdbcClient.class);
        centre.feeling(pdu -> null);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> product.bean(Outbox.class).isRunning());
    }

    @Test
    void anSmsIsDeliveredWhenTheCentreSaysSo() throws Exception {
        var key = sms(nextNumber());
        becomes(key, "HANDED_OVER");
        var reference = centre.taken.getLast().reference();
        centre.report(reference, "DELIVRD");
        becomes(key, "DELIVERED");
        centre.report(reference, "UNDELIV");
        centre.report(reference, "DELIVRD");
        assertThat(state(key)).isEqualTo("DELIVERED");
    }

    @Test
    void anSmsThatNeverArrivesIsSetAsideAndMaySetOutAgain() throws Exception {
        var key = sms(nextNumber());
        becomes(key, "HANDED_OVER");
        centre.report(centre.taken.getLast().reference(), "UNDELIV");
        becomes(key, "FAILED");
        assertThat(trouble(key)).isEqualTo("sms-undeliverable");
        assertThat(product.bean(SetAsideRows.class).again(id(key))).isTrue();
        becomes(key, "HANDED_OVER");
        centre.report(centre.taken.getLast().reference(), "DELIVRD");
        becomes(key, "DELIVERED");
        assertThat(product.bean(SetAsideRows.class).again(id(key))).isFalse();
    }

    /// The report is there before the answer to the message itself.
    @Test
    void aReportMayComeBeforeTheAnswer() {
        var early = product.bean(Receipts.class);
        var key = sms(nextNumber());
        centre.feeling(pdu -> {
            early.came(List.of(new Receipts.Receipt("smpp", nextReference(), true, "")));
            return null;
        });
        becomes(key, "DELIVERED");
    }

    @Test
    void aThrottlingCentreGetsThemAllInTime() {
        var asked = new AtomicInteger();
        centre.feeling(pdu -> asked.incrementAndGet() % 3 == 0 ? SMPPConstant.STAT_ESME_RTHROTTLED : null);
        var keys = new ArrayList<String>();
        var numbers = Stream.generate(ProvidersTest::nextNumber).limit(60).toList();
        for (var number : numbers) keys.add(sms(number));
        keys.forEach(key -> becomes(key, "HANDED_OVER"));
        assertThat(keys).allSatisfy(key -> assertThat(attempts(key)).isEqualTo(1));
        assertThat(numbers)
                .allSatisfy(number ->
                        assertThat(centre.perNumber.get(number.substring(1))).hasValue(1));
    }

    @Test
    void aLinkThatDropsLosesNothing() {
        var keys = new ArrayList<String>();
        var asked = new AtomicInteger();
        centre.feeling(pdu -> {
            if (asked.incrementAndGet() == 10) Thread.ofVirtual().start(centre::drop);
            return null;
        });
        for (int i = 0; i < 60; i++) keys.add(sms(nextNumber()));
        keys.forEach(key -> becomes(key, "HANDED_OVER"));
    }

    @Test
    void theGatewayTakesOverWhileTheCentreIsAway() throws Exception {
        int port = centre.port();
        centre.close();
        try {
            var key = sms(nextNumber());
            becomes(key, "HANDED_OVER");
            assertThat(BY_GATEWAY.get()).isPositive();
            assertThat(provider(key)).isEqualTo("gateway");
        } finally {
            centre = new SmsCentre(port, null);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> centre.binds.get() > 0);
        var later = sms(nextNumber());
        becomes(later, "HANDED_OVER");
        assertThat(provider(later)).isEqualTo("smpp");
    }

    @Test
    void aFixedLineIsRefusedClearly() {
        var bruno = person(nextNumber(), null);
        product.bean(JdbcClient.class)
                .sql("update identity.person set mobile = '+390516078111' where id = :id")
                .param("id", bruno.value())
                .update();
        var key = write("sms", bruno);
        becomes(key, "FAILED");
        assertThat(trouble(key)).isEqualTo("not-a-mobile");
    }

    @Test
    void messagesToOnePersonKeepTheirOrder() {
        var bruno = person(nextNumber(), "bruno@example.org");
        var before = centre.taken.size();
        var keys = new ArrayList<String>();
        for (int i = 0; i < 20; i++) keys.add(write("sms", bruno));
        keys.forEach(key -> becomes(key, "HANDED_OVER"));
        assertThat(jdbc.sql("select key from notification.outbox where person_id = :id order by handed_over_at, id")
                        .param("id", bruno.value())
                        .query(String.class)
                        .list())
                .isEqualTo(keys);
        assertThat(centre.taken).hasSizeGreaterThanOrEqualTo(before + 20);
    }

    @Test
    void aMailLeavesAndOneToNobodyIsSetAside() {
        var fine = write("mail", person(nextNumber(), "bruno@example.org"));
        var gone = write("mail", person(nextNumber(), "gone@example.org"));
        becomes(fine, "HANDED_OVER");
        becomes(gone, "FAILED");
        assertThat(trouble(gone)).isEqualTo("recipient-refused");
        assertThat(MAILS).isNotEmpty();
    }

    @Test
    void aMailThatComesBackIsSetAsideUntilItIsSentAgainAsAnother() throws Exception {
        var key = write("mail", person(nextNumber(), "away-" + UUID.randomUUID() + "@example.org"));
        becomes(key, "HANDED_OVER");
        var first = lastMailsNumber();
        unit.deliver(Returned.answer(first));
        unit.deliver(Returned.report("delayed", "4.4.1", first));
        unit.deliver(Returned.report("failed", "5.1.1", first));
        becomes(key, "FAILED");
        assertThat(trouble(key)).isEqualTo("mail-no-such-address");
        assertThat(product.bean(SetAsideRows.class).again(id(key))).isTrue();
        becomes(key, "HANDED_OVER");
        assertThat(lastMailsNumber()).isNotEqualTo(first);
        unit.deliver(Returned.report("failed", "5.1.1", first));
        unit.deliver(Returned.report("delivered", "2.1.5", lastMailsNumber()));
        becomes(key, "DELIVERED");
    }

    @Test
    void aNoticeIsToldByAppIoTooToWhoUsesItAndHoldsNoCode() {
        var code = TaxCodes.next().value();
        io.isUsedBy(code);
        var bruno = person(code);
        notice("granted-delegator", bruno);
        becomesByApp(bruno, "HANDED_OVER");
        assertThat(io.complaints).isEmpty();
        assertThat(io.taken).anySatisfy(taken -> {
            assertThat(taken.taxCode()).isEqualTo(code);
            assertThat(taken.secure()).isTrue();
            assertThat(taken.markdown()).contains("/notices");
        });
    }

    @Test
    void whoDoesNotUseAppIoHasTheNoticeAllTheSame() {
        var bruno = person(TaxCodes.next().value());
        notice("granted-delegator", bruno);
        becomesByApp(bruno, "POINTLESS");
        assertThat(product.bean(Inbox.class).of(bruno, Locale.ITALIAN, 5)).hasSize(1);
    }

    private static String lastMailsNumber() throws Exception {
        return Returned.mail(new String(MAILS.getLast(), StandardCharsets.UTF_8))
                .getMessageID();
    }

    private static PersonId person(String taxCode) {
        return product.bean(People.class)
                .loggedIn(new People.LoggedIn(
                        "test", UUID.randomUUID().toString(), "Bruno", "Prova", taxCode, null, nextNumber(), null))
                .id();
    }

    private void notice(String template, PersonId to) {
        product.bean(NoticeRows.class)
                .write(template + " " + UUID.randomUUID(), to.value(), template, null, null, Map.of(), Instant.now());
    }

    private void becomesByApp(PersonId person, String state) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                jdbc.sql("select state from notification.outbox where person_id = :id and kind = 'app'")
                                        .param("id", person.value())
                                        .query(String.class)
                                        .list())
                        .containsExactly(state));
    }

    private static String nextNumber() {
        return "+39333" + NUMBER.incrementAndGet();
    }

    /// The centre counts from one.
    private static String nextReference() {
        return Integer.toString(centre.taken.stream()
                        .mapToInt(one -> Integer.parseInt(one.reference()))
                        .max()
                        .orElse(0)
                + 1);
    }

    private String sms(String number) {
        return write("sms", person(number, null));
    }

    private static PersonId person(String mobile, @Nullable String email) {
        return product.bean(People.class)
                .loggedIn(new People.LoggedIn(
                        "test", UUID.randomUUID().toString(), "Bruno", "Prova", null, null, mobile, email))
                .id();
    }

    private String write(String kind, PersonId to) {
        var key = kind + " " + UUID.randomUUID();
        rows.write(
                new OutboxRows.Letter(
                        key, kind, "granted-delegate", "it", to.toString(), null, null, null, to.value(), null),
                Instant.now());
        return key;
    }

    private void becomes(String key, String state) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(state(key)).isEqualTo(state));
    }

    private String state(String key) {
        return one("state", key);
    }

    private String trouble(String key) {
        return one("trouble", key);
    }

    private String provider(String key) {
        return one("provider", key);
    }

    private int attempts(String key) {
        return Integer.parseInt(one("attempts", key));
    }

    private UUID id(String key) {
        return UUID.fromString(one("id", key));
    }

    private String one(String column, String key) {
        return jdbc.sql("select cast(" + column + " as text) from notification.outbox where key = :key")
                .param("key", key)
                .query(String.class)
                .single();
    }
}

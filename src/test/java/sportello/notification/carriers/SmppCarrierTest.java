package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import sportello.notification.Receipts.Receipt;
import sportello.testing.SmsCentre;

/// SMS by SMPP 3.4, spoken over TCP to a real server.
class SmppCarrierTest {

    final List<Receipt> reported = new CopyOnWriteArrayList<>();
    SmsCentre centre;
    SmppCarrier carrier;

    @BeforeEach
    void bind() throws Exception {
        centre = SmsCentre.start();
        carrier = bound(SmsSettings.Concatenation.UDH);
    }

    @AfterEach
    void end() throws Exception {
        carrier.close();
        centre.close();
    }

    @ParameterizedTest
    @CsvSource({"1f,31", "FFFFFFFFFFFFFFFFFF,4722366482869645213695", "7c-2a,7c-2a", "'',''"})
    void aHexadecimalNumberIsReportedDecimalAndAnythingElseAsItIs(String answered, String reported) {
        assertThat(SmppCarrier.decimal(answered)).isEqualTo(reported);
    }

    @Nested
    class Takes {
        @Test
        void anOrdinaryMessageUnderTheSendersName() throws Exception {
            assertThat(carrier.handOver(sms("+393331110001", "È lunedì, perché no")))
                    .isEqualTo(taken("1"));
            var arrived = centre.taken.getFirst();
            assertThat(arrived.to()).isEqualTo("393331110001");
            assertThat(arrived.from()).isEqualTo("Sportello");
            assertThat(arrived.coding()).isZero();
            assertThat(Gsm7.decode(arrived.body())).isEqualTo("E' lunedì, perché no");
            assertThat(arrived.pdu().getRegisteredDelivery()).isEqualTo((byte) 1);
        }

        @Test
        void anySignAsUcs2() throws Exception {
            carrier.handOver(sms("+393331110001", "Đorđe"));
            assertThat(centre.taken.getFirst().coding()).isEqualTo((byte) 8);
            assertThat(new String(centre.taken.getFirst().body(), StandardCharsets.UTF_16BE))
                    .isEqualTo("Đorđe");
        }

        @Test
        void aLongOneInPartsThatBelongTogether() throws Exception {
            assertThat(carrier.handOver(sms("+393331110001", "a".repeat(200)))).isEqualTo(taken("1", "2"));
            var first = centre.taken.get(0).body();
            var second = centre.taken.get(1).body();
            assertThat(centre.taken)
                    .allSatisfy(part -> assertThat(part.esmClass()).isEqualTo((byte) 0x40));
            assertThat(first).startsWith(5, 0, 3).hasSize(159);
            assertThat(second).startsWith(5, 0, 3).hasSize(53);
            assertThat(first[3]).isEqualTo(second[3]);
            assertThat(List.of(first[4], first[5], second[4], second[5]))
                    .containsExactly((byte) 2, (byte) 1, (byte) 2, (byte) 2);
        }

        @Test
        void aLongOneWithItsPartsNumberedInOptions() throws Exception {
            carrier.close();
            carrier = bound(SmsSettings.Concatenation.SAR);
            carrier.handOver(sms("+393331110001", "a".repeat(200)));
            var second = centre.taken.get(1).pdu();
            assertThat(second.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class)
                            .getValue())
                    .isEqualTo((byte) 2);
            assertThat(second.getOptionalParameter(OptionalParameter.Sar_total_segments.class)
                            .getValue())
                    .isEqualTo((byte) 2);
            assertThat(second.getShortMessage()).hasSize(47);
        }

        @Test
        void asManyAtOnceAsTheWindowHolds() throws Exception {
            var all = new CountDownLatch(8);
            centre.feeling(pdu -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return null;
            });
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    var number = "+39333111000" + i;
                    senders.submit(() -> carrier.handOver(sms(number, "Ciao")));
                }
            }
            assertThat(centre.taken).hasSize(8);
        }

        @Test
        void whatIsAnsweredLateOnce() throws Exception {
            centre.feeling(pdu -> {
                pause(Duration.ofMillis(700));
                return null;
            });
            assertThat(carrier.handOver(sms("+393331110001", "Ciao"))).isEqualTo(taken("1"));
            assertThat(centre.taken).hasSize(1);
        }

        @Test
        void theRestOfALongOneThatWasThrottledInTheMiddle() throws Exception {
            var calls = new AtomicInteger();
            centre.feeling(pdu -> calls.incrementAndGet() == 2 ? SMPPConstant.STAT_ESME_RTHROTTLED : null);
            assertThat(carrier.handOver(sms("+393331110001", "a".repeat(200)))).isEqualTo(taken("1", "2"));
            assertThat(centre.taken).hasSize(2);
        }
    }

    @Nested
    class EndsInAState {
        @ParameterizedTest
        @CsvSource({
            "88, Busy[why=throttled]",
            "20, Busy[why=queue-full]",
            "11, Refused[why=number-refused]",
            "69, 'Again[why=smpp-45, pause=null]'"
        })
        void whenTheCentreRefusesIt(int status, String handed) throws Exception {
            centre.feeling(pdu -> status);
            assertThat(carrier.handOver(sms("+393331110001", "Ciao")).toString())
                    .isEqualTo(handed);
        }

        @ParameterizedTest
        @CsvSource({"+390516078111", "800 123456", "nobody", "+3933311"})
        void whenItIsNoMobile(String number) throws Exception {
            assertThat(carrier.handOver(sms(number, "Ciao"))).isEqualTo(new Handed.Refused("not-a-mobile"));
            assertThat(centre.taken).isEmpty();
        }

        @Test
        void whenNobodyAnswers() throws Exception {
            centre.feeling(pdu -> {
                pause(Duration.ofSeconds(4));
                return null;
            });
            assertThat(carrier.handOver(sms("+393331110001", "Ciao"))).isEqualTo(new Handed.Again("no-answer", null));
        }
    }

    @Nested
    class TheLink {
        @Test
        void isMadeAgainWhenItDrops() throws Exception {
            centre.drop();
            patiently().until(() -> centre.binds.get() == 2 && carrier.open());
            assertThat(carrier.handOver(sms("+393331110001", "Ciao"))).isInstanceOf(Handed.Taken.class);
        }

        @Test
        void isSeenAsGoneWhileTheCentreIsAway() throws Exception {
            int port = centre.port();
            centre.close();
            patiently().until(() -> !carrier.open());
            assertThat(carrier.handOver(sms("+393331110001", "Ciao"))).isEqualTo(new Handed.Down("link-lost"));
            centre = new SmsCentre(port, null);
            patiently().until(carrier::open);
        }

        @Test
        void isNotMadeWithAWrongPassword() throws Exception {
            try (var stranger =
                    new SmppCarrier(settings("wrong", SmsSettings.Concatenation.UDH, null), receipt -> {})) {
                patiently().during(Duration.ofMillis(500)).until(() -> !stranger.open());
            }
            assertThat(centre.binds.get()).isEqualTo(1);
        }

        @Test
        void isEncryptedToACentreThatProvesWhoItIs(@TempDir Path folder) throws Exception {
            var keys = keys(folder, "localhost");
            var pem = pem(keys);
            try (var safe = new SmsCentre(0, keys);
                    var trusting = new SmppCarrier(tls(safe.port(), pem), reported::addAll);
                    var doubting = new SmppCarrier(tls(safe.port(), null), reported::addAll)) {
                patiently().until(trusting::open);
                assertThat(trusting.handOver(sms("+393331110001", "Ciao"))).isInstanceOf(Handed.Taken.class);
                assertThat(doubting.open()).isFalse();
                assertThat(safe.binds.get()).isEqualTo(1);
            }
        }

        @Test
        void isNotMadeToACentreThatIsSomebodyElse(@TempDir Path folder) throws Exception {
            var keys = keys(folder, "elsewhere.example.org");
            try (var safe = new SmsCentre(0, keys);
                    var trusting = new SmppCarrier(tls(safe.port(), pem(keys)), reported::addAll)) {
                patiently().during(Duration.ofSeconds(1)).until(() -> !trusting.open());
                assertThat(safe.binds.get()).isZero();
            }
        }
    }

    @Nested
    class Reports {
        @Test
        void arePassedOnInWhateverOrderAndHoweverOften() throws Exception {
            centre.report("7", "DELIVRD");
            centre.report("7", "DELIVRD");
            centre.report("3", "UNDELIV");
            centre.report("3", "ENROUTE");
            assertThat(reported)
                    .containsExactly(
                            new Receipt("smpp", "7", true, ""),
                            new Receipt("smpp", "7", true, ""),
                            new Receipt("smpp", "3", false, "sms-undeliverable"));
        }
    }

    private static Handed taken(String... references) {
        return new Handed.Taken(List.of(references));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private SmppCarrier bound(SmsSettings.Concatenation concatenation) {
        var bound = new SmppCarrier(settings(SmsCentre.PASSWORD, concatenation, null), reported::addAll);
        patiently().until(bound::open);
        return bound;
    }

    private SmsSettings.Smpp settings(
            String password, SmsSettings.Concatenation concatenation, @Nullable String certificate) {
        return settings("127.0.0.1", centre.port(), false, password, concatenation, certificate);
    }

    private static SmsSettings.Smpp tls(int port, @Nullable String certificate) {
        return settings("localhost", port, true, SmsCentre.PASSWORD, SmsSettings.Concatenation.UDH, certificate);
    }

    private static SmsSettings.Smpp settings(
            String host,
            int port,
            boolean tls,
            String password,
            SmsSettings.Concatenation concatenation,
            @Nullable String certificate) {
        return new SmsSettings.Smpp(
                host,
                port,
                tls,
                certificate,
                "sportello",
                password,
                "",
                8,
                0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                concatenation,
                false);
    }

    private static Outgoing sms(String to, String text) {
        return new Outgoing(
                "sms booked " + to, "sms", to, "Sportello", null, null, text, Locale.ITALIAN, List.of(), Instant.now());
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String pem(KeyStore keys) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate("centre").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static KeyStore keys(Path folder, String host) throws Exception {
        var file = folder.resolve("centre.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "centre",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }
}

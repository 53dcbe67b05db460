package sportello.notification.carriers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sportello.notification.AppIoSettings;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import sportello.testing.AppIo;
import sportello.testing.TaxCodes;

/// Against an App IO that keeps state and checks what it is sent, over HTTP.
class AppIoCarrierTest {

    static final String BRUNO = TaxCodes.next().value();

    AppIo io;
    AppIoCarrier carrier;

    @BeforeEach
    void connect() throws IOException {
        io = new AppIo().knows("deleghe", "key-deleghe").knows("altro", "key-altro");
        carrier = new AppIoCarrier(settings(io.url()));
    }

    @AfterEach
    void end() {
        carrier.close();
        io.close();
    }

    @Test
    void aMessageIsTakenUnderTheKeyOfItsServiceAndItsNumberKept() throws Exception {
        io.isUsedBy(BRUNO);
        var handed = carrier.handOver(message("delegation-web-meeting", BRUNO));
        assertThat(io.complaints).isEmpty();
        assertThat(io.taken).singleElement().satisfies(taken -> {
            assertThat(handed).isEqualTo(new Handed.Taken(List.of(taken.id())));
            assertThat(taken.service()).isEqualTo("deleghe");
            assertThat(taken.taxCode()).isEqualTo(BRUNO);
            assertThat(taken.secure()).isTrue();
        });
    }

    @Test
    void theTaxCodeStandsInNoAddress() throws Exception {
        io.isUsedBy(BRUNO);
        carrier.handOver(message("delegation-web-meeting", BRUNO));
        assertThat(io.addresses).containsExactly("POST /api/v1/profiles", "POST /api/v1/messages");
    }

    @Test
    void whatHasNoKeyOfItsOwnGoesUnderTheCommonOne() throws Exception {
        io.isUsedBy(BRUNO);
        carrier.handOver(message("", BRUNO));
        assertThat(io.taken).singleElement().extracting(AppIo.Taken::service).isEqualTo("altro");
    }

    @Test
    void whoDoesNotUseItIsNotWrittenTo() throws Exception {
        assertThat(carrier.handOver(message("delegation-web-meeting", BRUNO)))
                .isEqualTo(new Handed.Pointless("app-not-used"));
        assertThat(io.addresses).containsExactly("POST /api/v1/profiles");
    }

    @Test
    void whoDoesNotWantThisServiceIsNotWrittenTo() throws Exception {
        io.isUsedBy(BRUNO, "deleghe");
        assertThat(carrier.handOver(message("delegation-web-meeting", BRUNO)))
                .isEqualTo(new Handed.Pointless("app-not-wanted"));
        assertThat(io.taken).isEmpty();
        assertThat(carrier.handOver(message("", BRUNO))).isInstanceOf(Handed.Taken.class);
    }

    @Test
    void aProvisionalTaxCodeIsNotAskedFor() throws Exception {
        assertThat(carrier.handOver(message("", "12345678901"))).isEqualTo(new Handed.Pointless("app-not-used"));
        assertThat(io.addresses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429, Busy[why=throttled]",
        "401, 'Again[why=app-key-refused, pause=PT1H]'",
        "403, Refused[why=app-403]",
        "400, Refused[why=app-400]",
        "500, 'Again[why=app-500, pause=null]'",
        "503, Down[why=app-unreachable]"
    })
    void endsInAStateWhateverItAnswers(int status, String handed) throws Exception {
        io.isUsedBy(BRUNO);
        for (var at : List.of("/profiles", "/messages")) {
            io.feeling(path -> path.endsWith(at) ? status : null);
            assertThat(carrier.handOver(message("", BRUNO))).hasToString(handed);
        }
        assertThat(io.taken).isEmpty();
    }

    @Test
    void isDownWhenNobodyListens() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var nowhere = new AppIoCarrier(settings(URI.create("http://127.0.0.1:" + port)))) {
            assertThat(nowhere.handOver(message("", BRUNO))).isEqualTo(new Handed.Down("app-unreachable"));
        }
    }

    @Test
    void showsNoKey() {
        assertThat(settings(io.url()).toString()).doesNotContain("key-deleghe", "key-altro");
    }

    private static AppIoSettings settings(URI url) {
        return new AppIoSettings(
                true, url, "key-altro", Map.of("delegation-web-meeting", "key-deleghe"), 4, 0, Duration.ofSeconds(5));
    }

    private static Outgoing message(String service, String to) {
        return new Outgoing(
                "app booked " + to,
                "app",
                to,
                service,
                null,
                "Appuntamento prenotato",
                "Ti aspettiamo in videochiamata. ".repeat(4),
                Locale.ITALIAN,
                List.of(),
                Instant.now());
    }
}

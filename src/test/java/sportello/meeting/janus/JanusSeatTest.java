package sportello.meeting.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class JanusSeatTest {

    @Test
    void ofACandidateOnlyWhatJanusNeedsGoesOn() {
        var sent = JanusSeat.candidate(
                "{\"candidate\":\"candidate:1 1 udp 1 192.0.2.7 9 typ host\",\"sdpMid\":\"1\",\"sdpMLineIndex\":1,\"apisecret\":\"x\"}");
        assertThat(sent.propertyNames()).containsExactly("candidate", "sdpMid", "sdpMLineIndex");
        assertThat(sent.path("sdpMid").asString()).isEqualTo("1");
    }

    @Test
    void noneNothingAndNonsenseAllMeanTheEnd() {
        for (var none : new String[] {null, "{}", "{\"candidate\":\"\"}", "candidate"}) {
            assertThat(JanusSeat.candidate(none).path("completed").asBoolean()).isTrue();
        }
    }

    @Test
    void aFeedTellsWhoseItIs() {
        var anna = UUID.randomUUID();
        assertThat(JanusSeat.participant(JanusSeat.feed(anna, 12) + "-video-1.mjr"))
                .isEqualTo(anna);
    }

    @Test
    void turnCredentialsAreAsCoturnComputesThem() {
        // echo -n 1803978000:anna | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(JanusMedia.turnPassword("north", "1803978000:anna")).isEqualTo("RXugpmf2UvHOIWEUovIPu3VjRfQ=");
    }
}

package sportello.meeting.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MjrHeaderTest {

    static byte[] file(String json) {
        var text = json.getBytes(StandardCharsets.UTF_8);
        var all = Arrays.copyOf("MJR00002".getBytes(StandardCharsets.US_ASCII), 10 + text.length + 30);
        all[8] = (byte) (text.length >> 8);
        all[9] = (byte) text.length;
        System.arraycopy(text, 0, all, 10, text.length);
        return all;
    }

    static final byte[] VIDEO = file(
            "{\"t\":\"v\",\"c\":\"vp8\",\"x\":{\"13\":\"urn:3gpp:video-orientation\"},\"s\":1,\"u\":1803978000250000}");

    @Test
    void saysWhatItIsAndWhenItsFirstFrameCame() {
        assertThat(MjrHeader.read(VIDEO))
                .contains(new MjrHeader("video", "vp8", Instant.ofEpochSecond(1803978000L, 250_000_000)));
    }

    @Test
    void isUnknownUntilAllOfItIsThere() {
        assertThat(MjrHeader.read(new byte[0])).isEmpty();
        assertThat(MjrHeader.read(Arrays.copyOf(VIDEO, 8))).isEmpty();
        assertThat(MjrHeader.read(Arrays.copyOf(VIDEO, 40))).isEmpty();
    }

    @Test
    void isUnknownBeforeTheFirstFrameAndForOtherFiles() {
        assertThat(MjrHeader.read(file("{\"t\":\"a\",\"c\":\"opus\",\"s\":1}"))).isEmpty();
        assertThat(MjrHeader.read(file("{\"t\":\"a\","))).isEmpty();
        assertThat(MjrHeader.read("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }
}

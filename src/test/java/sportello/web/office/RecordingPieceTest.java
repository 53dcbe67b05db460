package sportello.web.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sportello.web.office.RecordingController.Piece;

class RecordingPieceTest {

    static final long WHOLE = 3_000_000;

    @Test
    void isAMegabyteAtMost() {
        assertThat(Piece.of(null, WHOLE)).contains(new Piece(0, 1 << 20));
        assertThat(Piece.of("bytes=2999990-", WHOLE)).contains(new Piece(2_999_990, 10));
        assertThat(Piece.of("bytes=-5", WHOLE)).contains(new Piece(2_999_995, 5));
        assertThat(Piece.of("bytes=7-7", WHOLE)).contains(new Piece(7, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=3000000-", "bytes=9000000-9000001", "bytes=5-2", "lines=1-2"})
    void isNothingBeyondTheRecording(String range) {
        assertThat(Piece.of(range, WHOLE)).isEmpty();
    }
}

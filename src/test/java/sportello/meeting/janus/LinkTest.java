package sportello.meeting.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkTest {

    static final UUID ROOM = UUID.randomUUID();
    static final Instant TEN = Instant.parse("2027-03-02T09:00:00.123456789Z");

    final Link opening = Link.ofFacts(ROOM, 0, 1, "opening", "{\"room\":\"r\"}", TEN, Link.BEGINNING);
    final Link bytes =
            Link.ofBytes(ROOM, 1, 1, "a-audio-0.mjr", 0, 4096, Link.sha256(new byte[4096]), TEN, opening.hash());

    @Test
    void followsWhatItWasBoundTo() {
        assertThat(opening.follows(Link.BEGINNING)).isTrue();
        assertThat(bytes.follows(opening.hash())).isTrue();
    }

    @Test
    void followsNothingElse() {
        assertThat(bytes.follows(Link.BEGINNING)).isFalse();
        assertThat(opening.follows(bytes.hash())).isFalse();
    }

    @Test
    void keepsTheTimeAsTheDatabaseDoes() {
        assertThat(opening.at()).isEqualTo(Instant.parse("2027-03-02T09:00:00.123456Z"));
    }

    @Test
    void noFieldCanBeChangedUnnoticed() {
        var b = bytes;
        var changed = new Link[] {
            new Link(UUID.randomUUID(), 1, 1, "bytes", b.file(), 0, 4096, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 2, 1, "bytes", b.file(), 0, 4096, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 1, 2, "bytes", b.file(), 0, 4096, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 1, 1, "party", b.file(), 0, 4096, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 1, 1, "bytes", "b-audio-0.mjr", 0, 4096, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 1, 1, "bytes", b.file(), 1, 4096, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 1, 1, "bytes", b.file(), 0, 4095, b.sha256(), "", b.at(), b.hash()),
            new Link(ROOM, 1, 1, "bytes", b.file(), 0, 4096, Link.sha256(new byte[1]), "", b.at(), b.hash()),
            new Link(ROOM, 1, 1, "bytes", b.file(), 0, 4096, b.sha256(), "", b.at().plusMillis(1), b.hash())
        };
        for (var link : changed) assertThat(link.follows(opening.hash())).isFalse();
    }

    @Test
    void aFactCannotBeRewordedUnderItsOldSum() {
        var reworded = new Link(
                ROOM, 0, 1, "opening", "", 0, 0, opening.sha256(), "{\"room\":\"s\"}", opening.at(), opening.hash());
        assertThat(reworded.follows(Link.BEGINNING)).isFalse();
    }
}

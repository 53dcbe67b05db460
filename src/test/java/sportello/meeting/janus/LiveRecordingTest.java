package sportello.meeting.janus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Doer;
import sportello.meeting.MediaServer.Party;
import sportello.meeting.Recordings;
import sportello.meeting.Recordings.Status;
import sportello.meeting.RoomId;
import sportello.platform.DataFolder;

/// A recording watched, chained and sealed, on files that grow as Janus lets them grow.
@NullUnmarked
class LiveRecordingTest {

    static final Instant TEN = Instant.parse("2025-03-04T09:00:00Z");
    static final Doer IVO = new Doer("staff", "ivo", null);

    static AnnotationConfigApplicationContext context;
    static RecordingRows rows;
    static Path media;

    final UUID room = UUID.randomUUID();
    final UUID anna = UUID.randomUUID();
    final UUID bruno = UUID.randomUUID();

    @BeforeAll
    static void start() {
        context = MediaContext.start(MediaContext.settings("off"));
        rows = context.getBean(RecordingRows.class);
        media = context.getBean(DataFolder.class).sub("media");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    LiveRecording recording() {
        var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        return new LiveRecording(room, JanusMedia.folder(media, room), rows, transaction);
    }

    @Test
    void isRunningFromTheFirstFrameOn() throws IOException {
        var live = recording();
        var here = live.beginSegment(UUID.randomUUID(), "test", TEN);
        assertThat(live.state().running()).isFalse();
        grow(here, anna, "audio", 8000);
        assertThat(live.look(TEN.plusSeconds(1))).isTrue();
        assertThat(live.state().running()).isTrue();
        assertThat(live.state().startedAt()).isEqualTo(Instant.ofEpochSecond(1741078800L));
        assertThat(live.state().grew(anna, Duration.ofSeconds(5), TEN.plusSeconds(6)))
                .isTrue();
        assertThat(live.state().grew(anna, Duration.ofSeconds(5), TEN.plusSeconds(7)))
                .isFalse();
        assertThat(live.state().grew(bruno, Duration.ofSeconds(5), TEN.plusSeconds(2)))
                .isFalse();
    }

    @Test
    void letsNobodyInWhoseFilesAreNotOpen() throws IOException {
        var live = recording();
        var here = live.beginSegment(UUID.randomUUID(), "test", TEN);
        assertThat(live.opened(anna + "-1", 1)).isFalse();
        grow(here, anna, "audio", 0);
        assertThat(live.opened(anna + "-1", 1)).isTrue();
        assertThat(live.opened(anna + "-1", 2)).isFalse();
        assertThat(live.opened(anna + "-1", 0)).isFalse();
    }

    @Test
    void breaksWhenMediaComesInAndNothingReachesTheDisk() throws IOException {
        var live = recording();
        var here = live.beginSegment(UUID.randomUUID(), "test", TEN);
        grow(here, anna, "audio", 8000);
        live.look(TEN);
        live.flowing(anna + "-1", true, true);
        live.look(TEN.plus(LiveRecording.STALLED));
        assertThat(live.state().running()).isTrue();
        assertThat(live.look(TEN.plus(LiveRecording.STALLED).plusMillis(1))).isTrue();
        assertThat(live.state().running()).isFalse();
        assertThat(live.state().brokenWhy()).isEqualTo("media.recording-stalled");
        assertThat(live.state().inGap(TEN.plusSeconds(60))).isTrue();
        grow(here, anna, "audio", 4096);
        live.look(TEN.plusSeconds(20));
        assertThat(live.state().running()).isTrue();
        assertThat(live.state().inGap(TEN.plusSeconds(60))).isFalse();
    }

    @Test
    void whoSendsNothingBreaksNothing() throws IOException {
        var live = recording();
        var here = live.beginSegment(UUID.randomUUID(), "test", TEN);
        grow(here, anna, "audio", 8000);
        live.look(TEN);
        live.flowing(anna + "-1", true, true);
        live.flowing(anna + "-1", true, false);
        live.look(TEN.plusSeconds(60));
        assertThat(live.state().running()).isTrue();
    }

    @Test
    void bindsWholeBlocksWhileItRunsAndTheRestAtTheEnd() throws IOException {
        var live = recording();
        var here = live.beginSegment(UUID.randomUUID(), "test", TEN);
        grow(here, anna, "audio", 10_000);
        live.look(TEN);
        live.chain(TEN, false);
        assertThat(rows.chained(room, 1, anna + "-1-audio-0.mjr")).isEqualTo(8192);
        live.endSegment(TEN.plusSeconds(1), "closed");
        assertThat(rows.chained(room, 1, anna + "-1-audio-0.mjr"))
                .isEqualTo(Files.size(here.resolve(anna + "-1-audio-0.mjr.part")));
    }

    @Test
    void isTakenUpAfterTheApplicationDiedAndGoesOnAsANewSegment() throws Exception {
        var about = UUID.randomUUID();
        var live = recording();
        var here = live.beginSegment(about, "test", TEN);
        live.party(new Party(anna, "delegator", "notice-1", Locale.ITALIAN, TEN), anna + "-1", TEN);
        grow(here, anna, "audio", 10_000);
        live.look(TEN);
        live.chain(TEN, false);
        grow(here, anna, "audio", 10_000); // never looked at: the application is gone

        context.getBean(JanusMedia.class).takeUp(room);
        assertThat(rows.chained(room, 1, anna + "-1-audio-0.mjr"))
                .isEqualTo(Files.size(here.resolve(anna + "-1-audio-0.mjr.part")));

        var again = recording();
        var there = again.beginSegment(about, "test", Instant.now());
        assertThat(again.state().running()).isFalse();
        assertThat(again.state().brokenWhy()).isEqualTo("media.lost");
        grow(there, anna, "audio", 10_000);
        again.look(Instant.now());
        assertThat(again.state().running()).isTrue();
        assertThat(again.state().gaps()).hasSize(1).allMatch(gap -> gap.to() != null);
        again.end(Instant.now(), "closed");

        context.getBean(SealingSignal.class).wake();
        var recordings = context.getBean(Recordings.class);
        await().atMost(20, SECONDS)
                .until(() -> recordings.view(new RoomId(room)).orElseThrow().status() == Status.SEALED);
        assertThat(Files.exists(JanusMedia.folder(media, room))).isFalse();
        var played = recordings.about(about).orElseThrow();
        assertThat(played.tracks()).hasSize(2).allMatch(track -> track.master() != null);
        var verified = recordings.verify(new RoomId(room), IVO);
        assertThat(verified.why()).isEmpty();
        assertThat(verified.bytes())
                .isEqualTo(played.tracks().stream()
                        .mapToLong(Recordings.Track::bytes)
                        .sum());

        alteredLinksAreRefusedAndNoticed(recordings);
    }

    private void alteredLinksAreRefusedAndNoticed(Recordings recordings) {
        var jdbc = context.getBean(JdbcClient.class);
        var change = "update meeting.recording_link set length = length - 1 where room_id = :room and kind = 'bytes'";
        assertThatThrownBy(() -> jdbc.sql(change).param("room", room).update()).hasMessageContaining("never changed");
        jdbc.sql("alter table meeting.recording_link disable trigger a_link_is_never_changed")
                .update();
        jdbc.sql(change).param("room", room).update();
        jdbc.sql("alter table meeting.recording_link enable trigger a_link_is_never_changed")
                .update();
        assertThat(recordings.verify(new RoomId(room), IVO).intact()).isFalse();
    }

    /// As Janus writes: the head with the first frame, then more, under a name that says it is not closed yet.
    private static void grow(Path folder, UUID who, String kind, int bytes) throws IOException {
        var file = folder.resolve(who + "-1-" + kind + "-0.mjr.part");
        if (!Files.exists(file)) {
            Files.createFile(file);
            if (bytes > 0)
                Files.write(
                        file,
                        MjrHeaderTest.file(
                                "{\"t\":\"" + kind.charAt(0) + "\",\"c\":\"opus\",\"s\":1,\"u\":1741078800000000}"));
        }
        Files.write(file, "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
    }
}

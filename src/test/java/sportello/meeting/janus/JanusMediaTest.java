package sportello.meeting.janus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import sportello.audit.Doer;
import sportello.documents.Vault;
import sportello.meeting.MediaServer;
import sportello.meeting.MediaServer.Availability;
import sportello.meeting.MediaServer.MediaPlan;
import sportello.meeting.MediaServer.MediaRoom;
import sportello.meeting.RecordingState;
import sportello.meeting.Recordings;
import sportello.meeting.Recordings.Status;
import sportello.meeting.RoomId;
import sportello.testing.Alone;

/// A real Janus and three real browsers, each with a camera of its own colour and a microphone of its own tone: Anna
/// red and 440 Hz, Bruno green and 660 Hz, Carla blue and 990 Hz.
@Alone
@org.jspecify.annotations.NullUnmarked
class JanusMediaTest {

    static final List<UUID> PEOPLE = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    static final Doer IVO = new Doer("staff", "ivo", null);

    @TempDir
    static Path folder;

    static AnnotationConfigApplicationContext context;
    static MediaServer media;
    static Playwright playwright;
    static final List<Browser> browsers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        context = MediaContext.start(MediaContext.settings("auto"));
        media = context.getBean(MediaServer.class);
        await().atMost(30, SECONDS).until(() -> media.availability() instanceof Availability.Ready);
        playwright = Playwright.create();
        for (int who = 0; who < 3; who++) {
            browsers.add(playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync",
                                    "--use-fake-device-for-media-stream",
                                    "--use-fake-ui-for-media-stream",
                                    "--use-file-for-fake-video-capture=" + TestMedia.camera(folder, who),
                                    "--use-file-for-fake-audio-capture=" + TestMedia.microphone(folder, who)))));
        }
    }

    @AfterAll
    static void stop() {
        browsers.forEach(Browser::close);
        if (playwright != null) playwright.close();
        context.close();
    }

    @Test
    void threePeopleMeetThroughADeathOfJanusAndEveryoneIsInTheSealedRecording() throws Exception {
        var id = new RoomId(UUID.randomUUID());
        var about = UUID.randomUUID();
        var listener = new Watching();
        var room = media.open(new MediaPlan(id, about, 5), listener);
        assertThat(room.recording()).isEqualTo(RecordingState.NONE);
        try (var pages = new MediaPages(room::seat)) {
            listener.pages = pages;
            var tabs = new ArrayList<Page>();
            for (int who = 0; who < 3; who++) {
                var tab = browsers.get(who).newPage();
                tab.navigate(pages.address(PEOPLE.get(who)));
                tab.evaluate("prepare()");
                tabs.add(tab);
            }
            tabs.get(0).evaluate("join()");
            tabs.get(1).evaluate("join()");
            awaitFrames(tabs.subList(0, 2));
            tabs.get(2).evaluate("join()");
            awaitFrames(tabs);
            for (var tab : tabs) System.out.println("join to first frames, ms: " + tab.evaluate("S.first"));
            awaitWhole(room);
            var started = room.recording().startedAt();
            assertThat(room.recording().gaps()).isEmpty();

            // Bruno reloads his page: a new seat, a new file, nobody else is disturbed.
            var before = room.recording().startedAt();
            tabs.get(1).evaluate("join()");
            awaitFrames(tabs);
            assertThat(room.recording().startedAt()).isEqualTo(before);

            // Put out: Bruno's seat goes, the others see two instead of three.
            pages.seats.get(PEOPLE.get(1)).leave();
            await().atMost(30, SECONDS)
                    .until(() -> !people(tabs.get(0)).contains(PEOPLE.get(1).toString()));
            tabs.get(1).evaluate("join()");
            awaitFrames(tabs);
            Thread.sleep(4000);

            var killed = System.nanoTime();
            ProcessHandle.of(janus()).orElseThrow().destroyForcibly();
            await().atMost(30, SECONDS).until(() -> listener.lost.get() == 1);
            System.out.println("death of Janus noticed after ms: " + (System.nanoTime() - killed) / 1_000_000);
            assertThat(room.recording().running()).isFalse();
            await().atMost(30, SECONDS).until(() -> listener.back.get() == 1);
            System.out.println("room armed again after ms: " + (System.nanoTime() - killed) / 1_000_000);
            awaitFrames(tabs);
            awaitWhole(room);
            System.out.println("recording whole again after ms: " + (System.nanoTime() - killed) / 1_000_000);
            assertThat(room.recording().startedAt()).isEqualTo(started);
            assertThat(room.recording().gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.to()).isNotNull();
                assertThat(room.recording().inGap(gap.from().plusMillis(50))).isTrue();
            });
            Thread.sleep(5000);
            // Bruno's own reload closed the connections of his seat before; nobody else noticed anything.
            assertThat(tabs.get(0).evaluate("S.errors")).isEqualTo(List.of());
            assertThat(tabs.get(2).evaluate("S.errors")).isEqualTo(List.of());
            room.close();
        }
        isSealedAndShowsEveryone(id);
    }

    private void isSealedAndShowsEveryone(RoomId id) throws Exception {
        var recordings = context.getBean(Recordings.class);
        var vault = context.getBean(Vault.class);
        await().atMost(60, SECONDS)
                .until(() -> recordings.view(id).orElseThrow().status() == Status.SEALED);
        assertThat(plainFiles(id)).isEmpty();
        var verified = recordings.verify(id, IVO);
        assertThat(verified.why()).isEmpty();
        assertThat(verified.intact()).isTrue();
        await().atMost(300, SECONDS)
                .until(() -> recordings.view(id).orElseThrow().view() != null);
        var played = recordings.view(id).orElseThrow();
        System.out.println("played: " + played.length() + " links " + played.links() + " tracks "
                + played.tracks().size() + " bytes " + verified.bytes());

        for (int segment = 1; segment <= 2; segment++) {
            for (int who = 0; who < 3; who++) {
                int number = segment;
                var person = PEOPLE.get(who);
                var own = played.tracks().stream()
                        .filter(track ->
                                track.segment() == number && track.participant().equals(person))
                        .toList();
                var picture = own.stream()
                        .filter(track -> track.kind().equals("video"))
                        .toList();
                var sound = own.stream()
                        .filter(track -> track.kind().equals("audio"))
                        .toList();
                assertThat(picture).isNotEmpty();
                assertThat(sound).isNotEmpty();
                var video = TestMedia.save(
                        folder,
                        "v" + segment + who + ".webm",
                        vault.open(picture.getLast().copy(), IVO, "test"));
                assertThat(TestMedia.colours(video, "1", 1)).containsExactly(who);
                var audio = TestMedia.save(
                        folder,
                        "a" + segment + who + ".opus",
                        vault.open(sound.getLast().copy(), IVO, "test"));
                assertThat(TestMedia.tones(audio)[who]).isGreaterThan(0.9);
            }
        }
        var view = TestMedia.save(folder, "view.webm", vault.open(played.view(), IVO, "test"));
        for (var piece : played.pieces()) {
            var near = piece.at()
                    .plus(Duration.between(piece.from(), piece.to())
                            .dividedBy(2)
                            .plusSeconds(1));
            assertThat(TestMedia.colours(view, Double.toString(near.toMillis() / 1000.0), 3))
                    .as("segment %s", piece.segment())
                    .containsExactlyInAnyOrder(0, 1, 2);
        }
        for (var share : TestMedia.tones(view)) assertThat(share).isGreaterThan(0.1);
        assertThat(played.pieces()).hasSize(2);
        assertThat(played.at(played.pieces().getLast().from()))
                .isEqualTo(played.pieces().getLast().at());
    }

    @Test
    void theDeviceTestSeesItselfThroughJanusAndIsRecordedNowhere() throws Exception {
        try (var pages = new MediaPages((_, listener) -> media.probe(listener))) {
            var tab = browsers.get(0).newPage();
            tab.navigate(pages.address(PEOPLE.get(0)));
            tab.evaluate("prepare()");
            tab.evaluate("join()");
            await().atMost(30, SECONDS).until(() -> (boolean) tab.evaluate("Object.values(S.frames).some(n => n > 5)"));
            System.out.println("connection test to first frame, ms: " + tab.evaluate("S.first"));
            tab.close();
        }
    }

    private void awaitFrames(List<Page> tabs) {
        for (var tab : tabs) {
            tab.evaluate("S.frames = {}");
            await().atMost(30, SECONDS).until(() -> (boolean)
                    tab.evaluate("Object.values(S.frames).filter(n => n > 5).length == " + (tabs.size() - 1)));
        }
    }

    /// Everybody's sound and picture reached the disk within the last five seconds (rule D14).
    private void awaitWhole(MediaRoom room) {
        await().atMost(30, SECONDS).until(() -> {
            var state = room.recording();
            return state.running()
                    && PEOPLE.stream().allMatch(person -> state.grew(person, Duration.ofSeconds(5), Instant.now()))
                    && state.tracks().stream()
                                    .filter(track -> track.lastGrewAt()
                                            .isAfter(Instant.now().minusSeconds(5)))
                                    .count()
                            == 6;
        });
    }

    private static String people(Page tab) {
        return tab.evaluate("S.people").toString();
    }

    private static long janus() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/janus"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> plainFiles(RoomId id) throws Exception {
        var here = context.getBean(sportello.platform.DataFolder.class).file("media");
        try (var all = Files.walk(here)) {
            return all.filter(path -> path.toString().contains(id.toString()) && Files.isRegularFile(path))
                    .toList();
        }
    }

    static final class Watching implements MediaServer.Listener {
        final AtomicInteger lost = new AtomicInteger();
        final AtomicInteger back = new AtomicInteger();
        volatile MediaPages pages;

        @Override
        public void recordingChanged(RecordingState state) {}

        @Override
        public void lost() {
            lost.incrementAndGet();
            pages.tellAll("lost");
        }

        @Override
        public void back() {
            back.incrementAndGet();
            pages.tellAll("back");
        }
    }
}

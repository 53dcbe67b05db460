package sportello.journey;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sportello.testing.FakeCamera;

/// What one of two people in a room sees and hears of the other, from the pixels and the samples that arrived.
final class Senses {

    private Senses() {}

    /// The other's picture has their colour, and moves on.
    static void sees(Page page, FakeCamera other) {
        var first = await("the other's picture")
                .atMost(Duration.ofSeconds(30))
                .until(() -> look(page), seen -> seen != null && colour(seen).equals(other.name()));
        await("a picture that moves on").atMost(Duration.ofSeconds(30)).until(() -> {
            var seen = look(page);
            return seen != null && seen.get(3) > first.get(3);
        });
    }

    /// Red, green, blue in the middle of the other's picture, and the pictures shown so far.
    private static @Nullable List<Integer> look(Page page) {
        try {
            return pixels(page);
        } catch (PlaywrightException elsewhere) {
            // The page is just being led from the wait into the room.
            return null;
        }
    }

    private static @Nullable List<Integer> pixels(Page page) {
        @SuppressWarnings("unchecked")
        var seen = (List<Integer>) page.evaluate("""
                () => {
                  const video = document.querySelector('.tile:not(.is-me) video')
                  if (!video || !video.videoWidth) return null
                  const canvas = document.createElement('canvas')
                  canvas.width = canvas.height = 8
                  const pen = canvas.getContext('2d')
                  pen.drawImage(video, 0, 0, 8, 8)
                  const [red, green, blue] = pen.getImageData(4, 4, 1, 1).data
                  return [red, green, blue, video.getVideoPlaybackQuality().totalVideoFrames]
                }""");
        return seen;
    }

    private static String colour(List<Integer> seen) {
        var most = Math.max(seen.get(0), Math.max(seen.get(1), seen.get(2)));
        if (most < 60) return "dark";
        return most == seen.get(0) ? "red" : most == seen.get(1) ? "green" : "blue";
    }

    /// The other's tone arrives: what is played has energy at a hum's level.
    static void hears(Page page) {
        await("the other's tone").atMost(Duration.ofSeconds(30)).until(() -> (Boolean) page.evaluate("""
                async () => {
                  const stream = document.querySelector('.tile:not(.is-me) video')?.srcObject
                  if (!stream?.getAudioTracks().length) return false
                  const context = new AudioContext()
                  await context.resume()
                  const ear = context.createAnalyser()
                  context.createMediaStreamSource(stream).connect(ear)
                  const samples = new Float32Array(ear.fftSize)
                  for (let turn = 0; turn < 10; turn++) {
                    await new Promise(done => setTimeout(done, 100))
                    ear.getFloatTimeDomainData(samples)
                    if (samples.some(sample => Math.abs(sample) > 0.02)) { await context.close(); return true }
                  }
                  await context.close()
                  return false
                }"""));
    }
}

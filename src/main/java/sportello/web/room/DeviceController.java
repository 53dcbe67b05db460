package sportello.web.room;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.meeting.MediaServer;
import sportello.web.Frame;
import sportello.web.LocalPath;

/// Camera, microphone, loudspeaker and connection, tried beforehand by anybody.
@RestController
class DeviceController {

    private final MediaServer media;
    private final PageData data;
    private final Templates templates;

    DeviceController(MediaServer media, PageData data, Templates templates) {
        this.media = media;
        this.data = data;
        this.templates = templates;
    }

    @GetMapping("/device-test")
    JteModel test(
            @RequestParam(name = "back", required = false) @Nullable String back,
            @RequestParam(name = "camera", required = false) @Nullable String camera,
            Frame frame) {
        var optional = "optional".equals(camera);
        var to = LocalPath.or(back, "");
        var missing = !optional && media.availability() instanceof MediaServer.Availability.Missing(String why)
                ? frame.say("script." + why)
                : null;
        return templates.roomDevice(
                frame,
                to.isEmpty() ? (frame.visitor() == null ? null : "/home") : to,
                missing,
                optional,
                data.of(
                        frame,
                        Map.of("optional", optional, "echo", "/device-test/echo", "socket", DeviceSocket.ADDRESS)));
    }

    /// Answers at once: a page measures how long the way to us is.
    @GetMapping("/device-test/echo")
    ResponseEntity<Void> echo() {
        return ResponseEntity.noContent().build();
    }
}

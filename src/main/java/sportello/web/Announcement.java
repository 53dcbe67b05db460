package sportello.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sportello.meeting.MediaServer;
import sportello.notification.Carrier;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// Says at the terminal where the product is, who can log in, and what is switched off.
@Component
class Announcement {

    private static final Duration MEDIA_MAY_TAKE = Duration.ofSeconds(4);

    private final PublicAddress address;
    private final ObjectProvider<MediaServer> media;
    private final ObjectProvider<Carrier> carriers;
    private final Words words;
    private final boolean demo;

    Announcement(
            PublicAddress address,
            ObjectProvider<MediaServer> media,
            ObjectProvider<Carrier> carriers,
            Words words,
            @Value("${sportello.demo.enabled:false}") boolean demo) {
        this.address = address;
        this.media = media;
        this.carriers = carriers;
        this.words = words;
        this.demo = demo;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        Thread.ofVirtual().name("announcement").start(() -> System.out.println(text()));
    }

    private String text() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Sportello is ready: " + address.base());
        lines.add(
                demo
                        ? "Who can log in, without a password: see " + address.of("/demo")
                        : "People log in with the identity provider that is configured");
        lines.addAll(switchedOff());
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> switchedOff() {
        var off = new ArrayList<String>();
        if (mediaState() instanceof MediaServer.Availability.Missing(var why)) {
            off.add("Switched off: recorded rooms. " + words.say(Locale.ENGLISH, why));
        }
        var kinds = carriers.stream().map(Carrier::kind).collect(Collectors.toSet());
        if (demo) off.add("Switched off: real SMS and mail. Messages are in " + address.of("/demo"));
        else if (!kinds.contains("sms")) off.add("Switched off: SMS. No provider is set: messages wait in the outbox");
        return off;
    }

    /// The media server starts beside us: it is given a moment.
    private MediaServer.Availability mediaState() {
        var server = media.getIfAvailable();
        if (server == null) return new MediaServer.Availability.Missing("media.off");
        var until = Instant.now().plus(MEDIA_MAY_TAKE);
        while (server.availability() instanceof MediaServer.Availability.Missing(var why)
                && why.equals("media.restarting")
                && Instant.now().isBefore(until)) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return server.availability();
    }
}

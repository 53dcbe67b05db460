package sportello.web.room;

import java.util.List;
import java.util.function.Consumer;
import sportello.meeting.MediaServer.SeatListener;
import sportello.meeting.MediaServer.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Tells a page what the media server says to its seat; `whenVoid` hears why the seat is lost.
final class Relay implements SeatListener {

    private final JsonMapper json;
    private final Consumer<Told> page;
    private final Consumer<String> whenVoid;

    Relay(JsonMapper json, Consumer<Told> page, Consumer<String> whenVoid) {
        this.json = json;
        this.page = page;
        this.whenVoid = whenVoid;
    }

    @Override
    public void published(String sdpAnswer) {
        page.accept(new Told.Published(sdpAnswer));
    }

    @Override
    public void offered(String sdpOffer, List<Stream> streams) {
        page.accept(new Told.Offer(sdpOffer, streams));
    }

    @Override
    public void candidate(String which, String candidate) {
        var read = json.readTree(candidate);
        page.accept(new Told.Ice(which, read.path("completed").asBoolean(false) ? null : read));
    }

    @Override
    public void connected(String which) {
        // The page sees it itself.
    }

    @Override
    public void failed(String why) {
        whenVoid.accept(why);
    }
}

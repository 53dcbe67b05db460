package sportello.invitations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import sportello.demo.tenant.Weather;

/// The weather of the tests: what was asked, and what goes wrong.
final class Storms implements Weather {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Gust> gusts = new ArrayList<>();
    volatile boolean recordingOn;

    record Gust(String where, Storm storm, boolean after, boolean lasting) {}

    void once(String where, int status, String code, Map<String, String> headers) {
        gusts.add(new Gust(where, new Storm(status, code, headers), false, false));
    }

    void always(String where, int status, String code) {
        gusts.add(new Gust(where, new Storm(status, code, Map.of()), false, true));
    }

    /// The work is done, the answer is lost.
    void cutOnce(String where) {
        gusts.add(new Gust(where, new Storm(0, "", Map.of()), true, false));
    }

    void calm() {
        gusts.clear();
        recordingOn = false;
    }

    @Override
    public synchronized Optional<Storm> before(String method, String path) {
        asked.add(said(method, path));
        return take(said(method, path), false).map(Gust::storm);
    }

    @Override
    public synchronized boolean breaksAfter(String method, String path) {
        return take(said(method, path), true).isPresent();
    }

    @Override
    public boolean keepsRecordingOn() {
        return recordingOn;
    }

    private Optional<Gust> take(String request, boolean after) {
        var hit = gusts.stream()
                .filter(gust -> gust.after() == after && request.matches(gust.where()))
                .findFirst();
        hit.filter(gust -> !gust.lasting()).ifPresent(gusts::remove);
        return hit;
    }

    /// `PATCH events/…`, without whose calendar it is.
    private static String said(String method, String path) {
        return method + " " + path.replaceFirst("/v1.0/users/[^/]+/", "").replaceFirst("/([^/]{20,})", "/…");
    }
}

package sportello.bench;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Connections kept alive between requests, as many as are in use at once; the one used last is used next.
final class Connections implements AutoCloseable {

    private final int port;
    private final ConcurrentLinkedDeque<Caller> idle = new ConcurrentLinkedDeque<>();

    Connections(int port) {
        this.port = port;
    }

    Caller.Reply send(byte[] request) throws IOException {
        var caller = idle.pollFirst();
        if (caller == null) caller = new Caller(port);
        Caller.Reply reply;
        try {
            reply = caller.send(request);
        } catch (Caller.HungUp idleTooLong) {
            // As a browser does; what is sent twice happens once.
            caller.close();
            caller = new Caller(port);
            reply = caller.send(request);
        }
        idle.addFirst(caller);
        return reply;
    }

    @Override
    public void close() throws IOException {
        for (var one = idle.poll(); one != null; one = idle.poll()) one.close();
    }
}

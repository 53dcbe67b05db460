package sportello.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What stands before several nodes: each new connection goes to the next of them, or to another when that one is down.
public final class FrontDoor implements AutoCloseable {

    private final ServerSocket door;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Integer> nodes = List.of();

    public FrontDoor() throws IOException {
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("front-door").start(this::welcome);
    }

    /// The nodes' ports.
    public void before(List<Integer> ports) {
        nodes = List.copyOf(ports);
    }

    public String url(String path) {
        return "http://localhost:" + door.getLocalPort() + path;
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var caller = door.accept();
                Thread.ofVirtual().start(() -> lead(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void lead(Socket caller) {
        var all = nodes;
        var first = turn.getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            var node = new Socket();
            try {
                node.connect(new InetSocketAddress("localhost", all.get((first + i) % all.size())), 2_000);
            } catch (IOException down) {
                continue;
            }
            Thread.ofVirtual().start(() -> pass(node, caller));
            pass(caller, node);
            return;
        }
        close(caller);
    }

    private static void close(Socket caller) {
        try {
            caller.close();
        } catch (IOException ended) {
            // It has left already.
        }
    }

    /// Either side's end ends both.
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream());
        } catch (IOException ended) {
            // As connections do.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        var bytes = new byte[16 * 1024];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            to.write(bytes, 0, read);
            to.flush();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}

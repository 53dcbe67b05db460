package sportello.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports for what a test starts and may start again. Below those that a system gives to any connection, and of a
/// thousand that this test JVM has for itself: what is free stays free while its owner is down.
public final class Ports {

    private static final int FIRST = 11_000;
    private static final int EACH = 1_000;
    private static final int SHARES = 20;

    /// Open as long as this JVM lives: the first port of its share.
    private static final ServerSocket SHARE = share();

    private static int next;

    private Ports() {}

    /// The first of four free ports in a row.
    public static synchronized int four() {
        for (int tries = 0; tries < EACH; tries++) {
            next = next % (EACH - 8) + 4;
            int first = SHARE.getLocalPort() + next;
            if (free(first) && free(first + 1) && free(first + 2) && free(first + 3)) return first;
        }
        throw new IllegalStateException("No four free ports in a row");
    }

    private static ServerSocket share() {
        for (int share = 0; share < SHARES; share++) {
            try {
                return socket(FIRST + share * EACH);
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("Every share of ports is taken");
    }

    private static boolean free(int port) {
        try (var socket = socket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket socket(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}

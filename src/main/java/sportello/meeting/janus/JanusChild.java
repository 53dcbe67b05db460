package sportello.meeting.janus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One run of Janus as our own child: configuration written afresh in a private folder, ports and secrets chosen at
/// random, only the video room and the WebSocket transport linked in. It dies with us, even when we are killed.
final class JanusChild implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Ends Janus when the pipe from us closes: that happens however we die. `setpriv --pdeathsig` would follow the
    /// thread that forked, not the process.
    private static final String GUARD = """
            umask 077
            exec 3<&0
            "$@" </dev/null 3<&- &
            J=$!
            ( cat >/dev/null; kill -TERM $J; sleep 3; kill -KILL $J ) <&3 2>/dev/null &
            W=$!
            wait $J
            RC=$?
            kill $W 2>/dev/null
            exit $RC
            """;

    private final Process process;
    private final JanusLink link;
    final String adminKey;

    private JanusChild(Process process, JanusLink link, String adminKey) {
        this.process = process;
        this.link = link;
        this.adminKey = adminKey;
    }

    static String secret() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Returns once Janus answers; throws `IOException` when it does not within ten seconds.
    static JanusChild start(
            JanusInstallation installation, Path folder, MediaSettings settings, List<String> interfaces)
            throws IOException {
        var apiSecret = secret();
        var adminKey = secret();
        int port = freePort();
        configure(installation, folder, settings, interfaces, apiSecret, adminKey, port);
        var configuration = folder.resolve("configuration");
        var command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "janus-guard"));
        if (Files.isExecutable(Path.of("/usr/bin/setpriv")))
            command.addAll(List.of("/usr/bin/setpriv", "--no-new-privs"));
        command.addAll(List.of(
                installation.program().toString(),
                "-F",
                configuration.toString(),
                "-C",
                configuration.resolve("janus.jcfg").toString()));
        var log = folder.resolve("janus.log");
        if (Files.exists(log) && Files.size(log) > 10_000_000) Files.delete(log);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            var link = JanusLink.open(port, apiSecret);
            if (link.isPresent()) return new JanusChild(process, link.get(), adminKey);
            pause(25);
        }
        end(process);
        throw new IOException("Janus did not start; its own words are in " + log);
    }

    JanusLink link() {
        return link;
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    @Override
    public void close() {
        link.close();
        end(process);
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void configure(
            JanusInstallation installation,
            Path folder,
            MediaSettings settings,
            List<String> interfaces,
            String apiSecret,
            String adminKey,
            int port)
            throws IOException {
        var configuration = fresh(folder.resolve("configuration"));
        var plugins = fresh(folder.resolve("plugins"));
        var transports = fresh(folder.resolve("transports"));
        var nothing = fresh(folder.resolve("nothing"));
        link(plugins, installation.libraries().resolve("plugins/libjanus_videoroom.so"));
        link(transports, installation.libraries().resolve("transports/libjanus_websockets.so"));
        var nat = settings.publicAddress().isBlank()
                ? ""
                : "nat_1_1_mapping = \"" + plain(settings.publicAddress()) + "\"";
        secretFile(configuration.resolve("janus.jcfg"), """
                general: {
                  configs_folder = "%s"
                  plugins_folder = "%s"
                  transports_folder = "%s"
                  events_folder = "%s"
                  loggers_folder = "%s"
                  debug_level = 4
                  debug_timestamps = true
                  debug_colors = false
                  api_secret = "%s"
                  server_name = "sportello"
                  session_timeout = 60
                  recordings_tmp_ext = "part"
                  hide_dependencies = true
                }
                media: {
                  rtp_port_range = "%s"
                  no_media_timer = 3
                  slowlink_threshold = 10
                }
                nat: {
                  full_trickle = true
                  ice_enforce_list = "%s"
                  %s
                }
                """.formatted(
                        configuration,
                        plugins,
                        transports,
                        nothing,
                        nothing,
                        apiSecret,
                        settings.ports(),
                        plain(String.join(",", interfaces)),
                        nat));
        secretFile(configuration.resolve("janus.transport.websockets.jcfg"), """
                general: { json = "compact"  ws = true  ws_ip = "127.0.0.1"  ws_port = %d  wss = false }
                admin: { admin_ws = false  admin_wss = false }
                """.formatted(port));
        secretFile(
                configuration.resolve("janus.plugin.videoroom.jcfg"),
                "general: { admin_key = \"%s\"  lock_rtp_forward = true  string_ids = true }\n".formatted(adminKey));
    }

    private static String plain(String value) {
        if (!value.matches("[A-Za-z0-9.,:_@-]*")) throw new IllegalArgumentException("Not an address: " + value);
        return value;
    }

    private static void secretFile(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static void link(Path folder, Path library) throws IOException {
        Files.createSymbolicLink(folder.resolve(library.getFileName()), library);
    }

    private static Path fresh(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}

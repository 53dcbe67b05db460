package sportello.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContextException;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.platform.DataFolder;

/// Keeps demonstrations and real installations apart: each refuses the other's database and data folder, and a
/// demonstration does not listen to the network unless told to. Asked before the first port opens.
@Component
class Installation implements SmartInitializingSingleton {

    private final JdbcClient jdbc;
    private final DataFolder folder;
    private final DemoSettings settings;
    private final Environment environment;

    Installation(JdbcClient jdbc, DataFolder folder, DemoSettings settings, Environment environment) {
        this.jdbc = jdbc;
        this.folder = folder;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var kind = settings.enabled() ? "demo" : "real";
        if (settings.enabled() && !settings.onNetwork()) demandLoopback();
        refuse(kind, keptInDatabase(kind), "database");
        refuse(kind, keptInFolder(kind), "data folder");
    }

    private static void refuse(String asked, String kept, String what) {
        if (asked.equals(kept)) return;
        throw new ApplicationContextException(
                kept.equals("demo")
                        ? "This " + what + " belongs to a demonstration: a real installation needs another one"
                        : "This " + what + " belongs to a real installation: a demonstration needs another one");
    }

    private String keptInDatabase(String kind) {
        jdbc.sql("insert into demo.installation (kind) values (:kind) on conflict do nothing")
                .param("kind", kind)
                .update();
        return jdbc.sql("select kind from demo.installation")
                .query(String.class)
                .single();
    }

    private String keptInFolder(String kind) {
        try {
            var file = folder.sharedFile("installation");
            if (!Files.exists(file)) Files.writeString(file, kind);
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void demandLoopback() {
        var address = environment.getProperty("server.address", "");
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress()) {
                throw new ApplicationContextException("A demonstration listens on this machine only, not on " + address
                        + ": say --demo-on-network if you mean it");
            }
        } catch (UnknownHostException e) {
            throw new ApplicationContextException("server.address is not an address: " + address, e);
        }
    }
}

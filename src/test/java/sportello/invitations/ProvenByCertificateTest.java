package sportello.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.offices.Venue;

/// The application proves itself to the tenant by a certificate: the tenant checks signature, thumbprint and audience.
class ProvenByCertificateTest extends InvitationFixture {

    @TempDir
    Path folder;

    @Test
    void isLetInWithTheRegisteredOne() throws Exception {
        var keys = keys("registered");
        register(keys);
        use(keys);
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isNull();
        assertThat(mailed).hasSize(1);
    }

    @Test
    void isKeptOutWithAnother() throws Exception {
        register(keys("registered"));
        use(keys("another"));
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("token-refused");
        assertThat(mailed).isEmpty();
    }

    @Test
    void isKeptOutWithAKeyNobodyCanRead() throws Exception {
        var keys = keys("registered");
        register(keys);
        use(keys);
        privateKey = "-----BEGIN PRIVATE KEY-----\nnot a key\n-----END PRIVATE KEY-----";
        agree(Venue.TEAMS);
        work();
        assertThat(row().trouble()).isEqualTo("token-refused");
    }

    private void register(KeyStore keys) throws Exception {
        registered = (X509Certificate) keys.getCertificate("sportello");
        teams.close();
        teams = tenant();
    }

    private void use(KeyStore keys) throws Exception {
        secret = null;
        certificate = pem("CERTIFICATE", keys.getCertificate("sportello").getEncoded());
        privateKey = pem(
                "PRIVATE KEY",
                keys.getKey("sportello", "changeit".toCharArray()).getEncoded());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    private KeyStore keys(String name) throws Exception {
        var file = folder.resolve(name + ".p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sportello",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(made).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }
}

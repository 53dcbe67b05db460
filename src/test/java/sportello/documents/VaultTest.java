package sportello.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Period;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Doer;
import sportello.platform.DataFolder;
import sportello.platform.KeyRing;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;

@SportelloTest
class VaultTest {

    static final Doer CARLA = new Doer("staff", UUID.randomUUID().toString(), null);

    @Autowired
    Vault vault;

    @Autowired
    Destruction destruction;

    @Autowired
    DataFolder data;

    @Autowired
    KeyRing keys;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    final UUID about = UUID.randomUUID();

    @Test
    void givesBackWhatItKept() throws Exception {
        var bytes = random(200_001);
        var kept = keep(bytes);
        assertThat(kept.length()).isEqualTo(200_001);
        assertThat(kept.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        try (var open = vault.open(kept.id(), CARLA, "case")) {
            assertThat(open.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(vault.about(about)).containsExactly(vault.find(kept.id()).orElseThrow());
    }

    @Test
    void keepsNothingReadableOnDisk() throws IOException {
        var text = "Anna delega Bruno ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        var kept = keep(text);
        assertThat(new String(Files.readAllBytes(file(kept)), StandardCharsets.ISO_8859_1))
                .doesNotContain("Anna");
    }

    @Test
    void readsAnywhereForPlayers() throws IOException {
        var bytes = random(300_000);
        var kept = keep(bytes);
        assertThat(vault.read(kept.id(), 0, 10)).isEqualTo(Arrays.copyOfRange(bytes, 0, 10));
        assertThat(vault.read(kept.id(), 65_530, 70_000)).isEqualTo(Arrays.copyOfRange(bytes, 65_530, 135_530));
        assertThat(vault.read(kept.id(), 299_990, 1000)).isEqualTo(Arrays.copyOfRange(bytes, 299_990, 300_000));
        assertThat(vault.read(kept.id(), 300_000, 10)).isEmpty();
        assertThat(vault.read(keep(new byte[0]).id(), 0, 10)).isEmpty();
    }

    @Test
    void noticesAnAlteredFile() throws IOException {
        var kept = keep(random(1000));
        var sealed = Files.readAllBytes(file(kept));
        sealed[500] ^= 1;
        Files.write(file(kept), sealed);
        assertThatThrownBy(() -> vault.open(kept.id(), CARLA, "case").readAllBytes())
                .isInstanceOf(IOException.class);
    }

    @Test
    void noticesAFilePutInAnothersPlace() throws IOException {
        var one = keep(random(1000));
        var other = keep(random(1000));
        Files.copy(file(one), file(other), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> vault.read(other.id(), 0, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void writesDownWhoLookedAndWhy() throws IOException {
        var kept = keep(random(10));
        vault.accessed(kept.id(), CARLA, "Richiesta del delegante");
        assertThat(vault.accesses(kept.id()))
                .extracting(Vault.Access::doerId, Vault.Access::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(CARLA.id(), "Richiesta del delegante"));
        assertThatThrownBy(() -> jdbc.sql("delete from documents.access").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() ->
                        jdbc.sql("update documents.access set reason = 'altro'").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void leavesATombstoneWhenDestroyed() throws IOException {
        var kept = keep(random(10));
        vault.destroy(kept.id(), CARLA, "undone");
        assertThat(vault.find(kept.id())).isEmpty();
        assertThat(file(kept)).doesNotExist();
        assertThat(vault.tombstone(kept.id()).orElseThrow().sha256()).isEqualTo(kept.sha256());
        assertThatThrownBy(() -> vault.open(kept.id(), CARLA, "case")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void destroysAtTermAndNotADayBefore() throws IOException {
        var now = clock.instant();
        var kept = keep(random(10));
        try {
            clock.moveTo(now.plus(java.time.Duration.ofDays(364)));
            assertThat(vault.find(kept.id())).isPresent();
            clock.moveTo(now.plus(java.time.Duration.ofDays(366)));
            assertThat(vault.find(kept.id())).isEmpty();
            assertThat(vault.tombstone(kept.id()).orElseThrow().reason()).isEqualTo("term");
            assertThat(file(kept)).doesNotExist();
        } finally {
            clock.moveTo(now);
        }
    }

    @Test
    void keepsNothingOfATransactionThatFails() throws IOException {
        var kept = new java.util.concurrent.atomic.AtomicReference<Vault.Kept>();
        transaction.executeWithoutResult(tx -> {
            try {
                kept.set(keep(random(10)));
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
            tx.setRollbackOnly();
        });
        assertThat(vault.find(kept.get().id())).isEmpty();
        assertThat(file(kept.get())).doesNotExist();
    }

    @Test
    void leavesNoHalfFileWhenTheContentBreaksOff() {
        var breaking = new InputStream() {
            int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- > 0) return 7;
                throw new IOException("connection lost");
            }
        };
        assertThatThrownBy(() -> vault.keep(breaking, facts(), CARLA)).isInstanceOf(IOException.class);
        assertThat(vault.about(about)).isEmpty();
        assertThat(data.sub("vault").resolve("aside")).isEmptyDirectory();
    }

    @Test
    void sweepsWhatACrashLeftBehind() throws IOException {
        var orphan = data.sub("vault")
                .resolve("ab")
                .resolve("ab" + UUID.randomUUID().toString().substring(2));
        Files.createDirectories(orphan.getParent());
        Files.write(orphan, random(10));
        destruction.leftBehind();
        assertThat(orphan).exists();
        Files.setLastModifiedTime(
                orphan,
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().minus(java.time.Duration.ofDays(2))));
        var kept = keep(random(10));
        Files.setLastModifiedTime(file(kept), Files.getLastModifiedTime(orphan));
        var notOurs = Files.write(orphan.resolveSibling(".nfs0001"), random(10));
        Files.setLastModifiedTime(notOurs, Files.getLastModifiedTime(orphan));
        destruction.leftBehind();
        assertThat(notOurs).exists();
        assertThat(orphan).doesNotExist();
        assertThat(file(kept)).exists();
    }

    private Vault.Kept keep(byte[] bytes) throws IOException {
        return vault.keep(new ByteArrayInputStream(bytes), facts(), CARLA);
    }

    private Vault.Facts facts() {
        return new Vault.Facts("paper", about, "AA08", "application/pdf", Period.ofYears(1));
    }

    private Path file(Vault.Kept kept) {
        var name = kept.id().value().toString();
        return data.sub("vault").resolve(name.substring(0, 2)).resolve(name);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}

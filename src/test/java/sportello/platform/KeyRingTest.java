package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    @TempDir
    Path folder;

    @Test
    void aPurposeHasOneKeyAcrossRestarts() throws Exception {
        byte[] before;
        try (var data = new DataFolder(folder)) {
            before = FileKeyRing.in(data, "").keyFor("entry-code");
        }
        try (var data = new DataFolder(folder)) {
            var ring = FileKeyRing.in(data, "");
            assertThat(ring.keyFor("entry-code")).isEqualTo(before);
            assertThat(ring.keyFor("vault")).isNotEqualTo(before);
        }
    }

    @Test
    void theRootIsReadableByTheProductAlone() throws Exception {
        try (var data = new DataFolder(folder)) {
            FileKeyRing.in(data, "");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/root.key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFolderHasOneOwnerAtATime() throws Exception {
        try (var data = new DataFolder(folder)) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new DataFolder(folder))
                    .hasMessageContaining("already using");
            assertThat(data.file("x")).isAbsolute();
        }
    }
}

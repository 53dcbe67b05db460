package sportello.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.platform.DataFolder;
import sportello.testing.SportelloTest;

/// `partners.yaml` changes while the product runs.
@SportelloTest
class PartnersFolderTest {

    private final String app = "app-" + UUID.randomUUID();

    @Autowired
    Partners partners;

    @Autowired
    PlatformTransactionManager transactions;

    @TempDir
    Path place;

    @Test
    void whoIsTakenOutIsWithdrawnAlsoWhenTheDatabaseWasAwayAtFirst() throws IOException {
        write();
        var away = new AtomicBoolean();
        try (var data = new DataFolder(place)) {
            var folder = new PartnersFolder(partners, away(away), data);
            assertThat(partners.find(app)).isPresent();
            Files.writeString(file(), "partners: []");
            away.set(true);
            assertThatThrownBy(folder::look).isInstanceOf(QueryTimeoutException.class);
            away.set(false);
            folder.look();
            assertThat(partners.find(app)).isEmpty();
        }
    }

    @Test
    void aFileThatIsGoneLeavesEverybodyWhereTheyWere() throws IOException {
        write();
        try (var data = new DataFolder(place)) {
            var folder = new PartnersFolder(partners, new TransactionTemplate(transactions), data);
            Files.delete(file());
            folder.look();
            assertThat(partners.find(app)).isPresent();
        }
    }

    @Test
    void anUnfitFileLeavesEverythingAsItWas() throws IOException {
        write();
        try (var data = new DataFolder(place)) {
            var folder = new PartnersFolder(partners, new TransactionTemplate(transactions), data);
            Files.writeString(file(), "partners: [{id: x, kind: nothing}]");
            folder.look();
            assertThat(partners.find(app)).isPresent();
            Files.writeString(file(), "partners: []");
            folder.look();
            assertThat(partners.find(app)).isEmpty();
        }
    }

    private TransactionTemplate away(AtomicBoolean away) {
        return new TransactionTemplate(transactions) {
            @Override
            public void executeWithoutResult(Consumer<TransactionStatus> action) {
                if (away.get()) throw new QueryTimeoutException("away");
                super.executeWithoutResult(action);
            }
        };
    }

    private Path file() {
        return place.resolve("partners.yaml");
    }

    private void write() throws IOException {
        Files.writeString(file(), """
                partners:
                  - id: %s
                    name: App di prova
                    kind: app
                    redirects: ["http://127.0.0.1/login"]
                    scopes: ["services:read"]
                """.formatted(app));
    }
}

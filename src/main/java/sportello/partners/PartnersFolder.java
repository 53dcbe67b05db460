package sportello.partners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.platform.DataFolder;

/// The partners a body registers, in `<data>/partners.yaml`. An unfit file stops the start; later a change is taken in
/// within seconds; an unfit one, or one that is gone while the product runs, leaves everything as it was. Who stands
/// there no more is withdrawn.
@Component
class PartnersFolder {

    private static final Logger LOG = LoggerFactory.getLogger(PartnersFolder.class);
    private static final String SOURCE = "file";

    private final Partners partners;
    private final TransactionTemplate transaction;
    private final Path file;
    private String taken = "";

    PartnersFolder(Partners partners, TransactionTemplate transaction, DataFolder data) {
        this.partners = partners;
        this.transaction = transaction;
        this.file = data.sharedFile("partners.yaml");
        var yaml = written().orElse("partners: []");
        if (PartnersFile.read(yaml) instanceof PartnersFile.Reading.Unfit(var wrong))
            throw new IllegalStateException("The partners cannot be registered:\n  partners.yaml: "
                    + String.join("\n  partners.yaml: ", wrong));
        takeIn(yaml);
    }

    @Scheduled(fixedDelay = 5_000, initialDelay = 5_000)
    synchronized void look() {
        written().filter(yaml -> !yaml.equals(taken)).ifPresent(this::takeIn);
    }

    private void takeIn(String yaml) {
        switch (PartnersFile.read(yaml)) {
            case PartnersFile.Reading.Unfit(var wrong) ->
                LOG.error("partners.yaml is not taken in, everything stays as it was: {}", String.join("; ", wrong));
            case PartnersFile.Reading.Fine(var entries) ->
                transaction.executeWithoutResult(status -> {
                    var gone = new HashSet<>(partners.of(SOURCE));
                    for (var entry : entries) {
                        partners.keep(entry.partner(), entry.secrets(), SOURCE);
                        gone.remove(entry.partner().clientId());
                    }
                    gone.forEach(partners::withdraw);
                });
        }
        // Not before: what the database did not take is tried again.
        taken = yaml;
    }

    private Optional<String> written() {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.error("partners.yaml cannot be read: {}", e.getMessage());
            return Optional.of("");
        }
    }
}

package sportello.offices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.offices.Structures.Complaint;
import sportello.offices.Structures.Intake;
import sportello.platform.DataFolder;

/// Takes in the body's own table of structures, `structures.csv` in the data folder, before the first port opens. An
/// unfit table stops the start, saying all that is wrong, and nothing of it is kept.
@Component
class StructuresAtStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StructuresAtStart.class);
    private static final Actor.System SELF = new Actor.System("offices");

    private final Structures structures;
    private final Path table;
    private volatile boolean done;

    StructuresAtStart(Structures structures, DataFolder data) {
        this.structures = structures;
        this.table = data.file("structures.csv");
    }

    @Override
    public void start() {
        if (Files.exists(table)) takeIn();
        done = true;
    }

    private void takeIn() {
        try (var reader = Files.newBufferedReader(table)) {
            switch (structures.takeIn(reader, SELF)) {
                case Intake.Taken taken ->
                    LOG.info(
                            "{} structures taken in: {} new, {} changed, {} no longer named",
                            taken.structures(),
                            taken.opened(),
                            taken.changed(),
                            taken.notNamed());
                case Intake.Refused(var wrong) ->
                    throw new IllegalStateException(table.getFileName() + " cannot be taken in:\n  "
                            + wrong.stream().map(Complaint::toString).collect(Collectors.joining("\n  ")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        done = false;
    }

    @Override
    public boolean isRunning() {
        return done;
    }

    @Override
    public int getPhase() {
        return -1;
    }
}

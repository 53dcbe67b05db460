package sportello.offices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.offices.Structures.Complaint;
import sportello.offices.Structures.Intake;
import sportello.platform.CannotStart;
import sportello.platform.DataFolder;
import sportello.platform.OneAtATime;

/// Takes in a table of structures before the first port opens: the body's own, `structures.csv` in the data folder, or
/// where there is none and the settings ask for it, the shipped one of Italy. An unfit table stops the start, saying
/// all that is wrong, and nothing of it is kept; one that was taken in already is not read again.
@Component
class StructuresAtStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StructuresAtStart.class);
    private static final Actor.System SELF = new Actor.System("offices");
    private static final String SHIPPED = "/structures/italy.csv";

    private final Structures structures;
    private final Path own;
    private final OfficesSettings settings;
    private final OneAtATime turns;
    private volatile boolean done;

    StructuresAtStart(Structures structures, DataFolder data, OfficesSettings settings, OneAtATime turns) {
        this.structures = structures;
        this.own = data.sharedFile("structures.csv");
        this.settings = settings;
        this.turns = turns;
    }

    @Override
    public void start() {
        turns.run("offices.structures", this::takeIn);
        done = true;
    }

    private void takeIn() {
        try {
            if (Files.exists(own)) takeIn(own.getFileName().toString(), Files.readAllBytes(own));
            else if (settings.nation()) takeIn(SHIPPED, shipped());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] shipped() throws IOException {
        try (var table = Objects.requireNonNull(StructuresAtStart.class.getResourceAsStream(SHIPPED))) {
            return table.readAllBytes();
        }
    }

    private void takeIn(String name, byte[] table) throws IOException {
        structures.takeInIfNew(table, SELF).ifPresent(intake -> {
            switch (intake) {
                case Intake.Taken taken ->
                    LOG.info(
                            "{} structures with {} counters taken in: {} new, {} changed; {} structures and {} counters"
                                    + " no longer named stay",
                            taken.structures(),
                            taken.counters(),
                            taken.opened(),
                            taken.changed(),
                            taken.notNamed(),
                            taken.countersNotNamed());
                case Intake.Refused(var wrong) ->
                    throw new CannotStart(name + " cannot be taken in:\n  "
                            + wrong.stream().map(Complaint::toString).collect(Collectors.joining("\n  ")));
            }
        });
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

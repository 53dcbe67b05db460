package sportello.notification;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import sportello.platform.KeyRing;

/// Puts together the messages that were taken together: what several of them are about is read once. Rule G14: those to
/// an address that is not the recipient's own, as far as we know, are counted.
@Component
class Parcels implements AutoCloseable {

    /// A message ready to go, or why it does not go.
    sealed interface Parcel {
        OutboxRows.Row row();
    }

    record Full(OutboxRows.Row row, Outgoing message) implements Parcel {}

    /// Nobody to tell, or nothing to tell any more.
    record Empty(OutboxRows.Row row) implements Parcel {}

    record TooMany(OutboxRows.Row row) implements Parcel {}

    record Broken(OutboxRows.Row row, String why) implements Parcel {}

    /// Connections to the database used for putting messages together, at most: the others are the readers'.
    private static final int AT_ONCE = 4;

    private final Composer composer;
    private final AppMessages apps;
    private final HandoverRows handovers;
    private final NotificationSettings settings;
    private final KeyRing keys;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();

    Parcels(Composer composer, AppMessages apps, HandoverRows handovers, NotificationSettings settings, KeyRing keys) {
        this.composer = composer;
        this.apps = apps;
        this.handovers = handovers;
        this.settings = settings;
        this.keys = keys;
    }

    @Override
    public void close() {
        each.shutdownNow();
    }

    /// One for each, whatever breaks: a message that cannot be put together holds no other up.
    List<Parcel> of(List<OutboxRows.Row> taken) {
        try {
            room.acquire();
            Known known;
            try {
                known = composer.known(taken);
            } finally {
                room.release();
            }
            return withoutTooMany(composed(taken, known), known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken(taken, e);
        } catch (RuntimeException e) {
            return broken(taken, e);
        }
    }

    /// Asked at the last moment before a message leaves the house: whether the hour it speaks of was moved or given up
    /// since it was put together. Who is doing so at this moment is waited for.
    boolean overtaken(OutboxRows.Row row) throws InterruptedException {
        if (!Composer.mayGrowOld(row)) return false;
        room.acquire();
        try {
            return composer.isOld(row);
        } finally {
            room.release();
        }
    }

    private static List<Parcel> broken(List<OutboxRows.Row> taken, Exception why) {
        return taken.stream()
                .<Parcel>map(row -> new Broken(row, why.getClass().getSimpleName()))
                .toList();
    }

    private List<Parcel> composed(List<OutboxRows.Row> taken, Known known) throws InterruptedException {
        var parcels = new ArrayList<Parcel>(taken.size());
        var begun = new ArrayList<Future<Parcel>>(taken.size());
        for (var row : taken) begun.add(each.submit(() -> composed(row, known)));
        for (int i = 0; i < begun.size(); i++) {
            try {
                parcels.add(begun.get(i).get());
            } catch (ExecutionException e) {
                var why = e.getCause() == null ? e : e.getCause();
                parcels.add(new Broken(taken.get(i), why.getClass().getSimpleName()));
            }
        }
        return parcels;
    }

    private Parcel composed(OutboxRows.Row row, Known known) throws InterruptedException {
        room.acquire();
        try {
            var message = row.kind().equals("app") ? apps.compose(row, known) : composer.compose(row, known);
            return message.<Parcel>map(found -> new Full(row, found)).orElseGet(() -> new Empty(row));
        } finally {
            room.release();
        }
    }

    private List<Parcel> withoutTooMany(List<Parcel> parcels, Known known) throws InterruptedException {
        var thirds = parcels.stream()
                .filter(Full.class::isInstance)
                .map(Full.class::cast)
                .filter(full -> !full.row().kind().equals("app"))
                .filter(full -> composer.toThirdParty(full.row(), full.message().to(), known))
                .map(full -> new HandoverRows.Third(
                        full.row().id(),
                        keys.mac("message-address", full.message().to().getBytes(StandardCharsets.UTF_8)),
                        full.row().sender()))
                .toList();
        if (thirds.isEmpty()) return parcels;
        room.acquire();
        try {
            var tooMany = handovers.tooMany(thirds, settings.perNumberADay(), settings.perSenderADay());
            return parcels.stream()
                    .map(parcel -> tooMany.contains(parcel.row().id()) ? new TooMany(parcel.row()) : parcel)
                    .toList();
        } finally {
            room.release();
        }
    }
}

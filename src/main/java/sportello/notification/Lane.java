package sportello.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sportello.notification.HandoverRows.Settlement;

/// The way out of one kind of message on one node: takes and puts together the next ones while others are under way,
/// hands each over on a thread of its own as soon as the provider has room, and settles them together. A message leaves
/// the provider's room only when it is settled, so that a kill never leaves more in doubt than the room holds.
final class Lane {

    /// Puts together what was taken together; each is then handed over by itself.
    interface Handover extends Function<List<OutboxRows.Row>, List<Lane.Ready>> {}

    /// How a message ends at a carrier.
    interface Ready extends Function<Carrier, Lane.Result> {}

    /// @param toThePace what the provider's pace learns of it
    record Result(Settlement settlement, Verdict toThePace) {}

    enum Verdict {
        WELL,
        NEITHER,
        COMPLAINED,
        SILENT
    }

    /// What a lane asks of the outbox.
    interface Source {
        List<OutboxRows.Row> take(String kind, int most);

        void settle(List<Settlement> settled);

        void giveBack(List<UUID> messages);

        void renew(List<UUID> messages);
    }

    private record Way(Carrier carrier, Pace pace) {}

    private record Prepared(OutboxRows.Row row, Ready ready, long at) {}

    private record Ended(Way way, Result result) {}

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration TROUBLE = Duration.ofSeconds(1);
    private static final int SETTLED_TOGETHER = 500;

    /// After which what was put together is put together anew: it may be pointless by now.
    private static final Duration STALE = Duration.ofSeconds(2);

    private final String kind;
    private final List<Way> ways;
    private final Source source;
    private final Handover handover;
    private final Duration lease;
    private final Map<UUID, Long> underWay = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Prepared> next = new LinkedBlockingQueue<>();
    private final Semaphore fewAreNext = new Semaphore(0);
    private final Semaphore maySend = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean open;

    Lane(
            String kind,
            List<Carrier> carriers,
            Source source,
            Handover handover,
            Duration lease,
            Duration firstPause,
            Duration longestPause) {
        this.kind = kind;
        this.ways = carriers.stream()
                .map(carrier -> new Way(
                        carrier,
                        new Pace(carrier.atOnce(), carrier.perSecond(), firstPause, longestPause, System.nanoTime())))
                .toList();
        this.source = source;
        this.handover = handover;
        this.lease = lease;
    }

    void open() {
        open = true;
        threads.add(begin("take", this::takeSome));
        threads.add(begin("send", this::sendSome));
        threads.add(begin("settle", this::settleSome));
        threads.add(begin("renew", this::renewOld));
    }

    /// Takes nothing more.
    void close() {
        open = false;
    }

    boolean empty() {
        return underWay.isEmpty();
    }

    void end() {
        threads.forEach(Thread::interrupt);
    }

    private interface Round {
        void go() throws InterruptedException;
    }

    private Thread begin(String what, Round round) {
        return Thread.ofVirtual().name("outbox-" + kind + "-" + what).start(() -> {
            try {
                while (open || !underWay.isEmpty()) {
                    try {
                        round.go();
                    } catch (RuntimeException e) {
                        if (open)
                            LOG.warn(
                                    "The outbox for {} rests ({})",
                                    kind,
                                    e.getClass().getSimpleName());
                        Thread.sleep(TROUBLE);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void takeSome() throws InterruptedException {
        if (!open || !tookSome()) await(fewAreNext);
    }

    private static void await(Semaphore bell) throws InterruptedException {
        if (bell.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) bell.drainPermits();
    }

    private boolean tookSome() {
        var now = System.nanoTime();
        var way = way(now);
        if (way == null || way.pace().resting(now)) return false;
        int wanted = way.pace().width() - next.size();
        if (wanted <= way.pace().width() / 2) return false;
        var rows = source.take(kind, wanted);
        for (var row : rows) underWay.put(row.id(), now);
        if (rows.isEmpty()) return false;
        var ready = handover.apply(rows);
        for (int i = 0; i < rows.size(); i++) next.add(new Prepared(rows.get(i), ready.get(i), now));
        maySend.release();
        return true;
    }

    /// The first that can be reached, null where none can.
    private @Nullable Way way(long now) {
        for (var way : ways) if (way.carrier().open() && !way.pace().silent(now)) return way;
        return null;
    }

    private void sendSome() throws InterruptedException {
        if (next.isEmpty() || !sentSome()) await(maySend);
    }

    private boolean sentSome() {
        var now = System.nanoTime();
        var way = open ? way(now) : null;
        if (way == null) {
            giveBack();
            return false;
        }
        var some = new ArrayList<Prepared>();
        next.drainTo(some, way.pace().room(now));
        way.pace().begin(some.size());
        for (var one : some) begin(() -> ended.add(new Ended(way, fresh(one).apply(way.carrier()))));
        if (!some.isEmpty()) fewAreNext.release();
        return !some.isEmpty();
    }

    private Ready fresh(Prepared one) {
        return System.nanoTime() - one.at() < STALE.toNanos()
                ? one.ready()
                : handover.apply(List.of(one.row())).getFirst();
    }

    private void giveBack() {
        var some = new ArrayList<Prepared>();
        next.drainTo(some);
        var ids = some.stream().map(one -> one.row().id()).toList();
        try {
            if (!ids.isEmpty()) source.giveBack(ids);
        } finally {
            ids.forEach(underWay::remove);
        }
    }

    private void begin(Runnable step) {
        Thread.ofVirtual().name("outbox-" + kind).start(step);
    }

    private void settleSome() throws InterruptedException {
        var first = ended.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) return;
        var some = new ArrayList<>(List.of(first));
        ended.drainTo(some, SETTLED_TOGETHER);
        try {
            source.settle(some.stream().map(one -> one.result().settlement()).toList());
        } catch (RuntimeException e) {
            ended.addAll(some);
            throw e;
        }
        for (var one : some) {
            underWay.remove(one.result().settlement().message());
            learn(one.way().pace(), one.result().toThePace());
            one.way().pace().end(1);
        }
        maySend.release();
        fewAreNext.release();
    }

    private static void learn(Pace pace, Verdict verdict) {
        switch (verdict) {
            case WELL -> pace.wentWell();
            case COMPLAINED -> pace.complained(System.nanoTime());
            case SILENT -> pace.wentSilent(System.nanoTime());
            case NEITHER -> {}
        }
    }

    private void renewOld() throws InterruptedException {
        Thread.sleep(lease.dividedBy(4));
        var old = System.nanoTime() - lease.dividedBy(3).toNanos();
        var mine = underWay.entrySet().stream()
                .filter(one -> one.getValue() - old < 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!mine.isEmpty()) source.renew(mine);
    }
}

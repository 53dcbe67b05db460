package sportello.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// One kind of question that many people ask at the same moment: while one is under way, those that come wait for it to
/// return and are then asked as one. Whoever comes alone is asked at once; where one takes long, those who wait
/// go on without it (docs/decisions/0028).
///
/// Those of one lane only go together, so that a crowd holds up no official (rule G6). What is asked within a
/// transaction belongs to it and goes alone. Where several fail together each is asked once more alone, so that
/// nobody gets another's error: what is asked must leave nothing behind when it fails. Only where the database had no
/// connection left all are told so at once: each asking alone would wait as long again, for connections of which there
/// are too few.
///
/// @param <Q> a question
/// @param <A> its answer
public final class Together<Q, A> {

    private static final int MOST = 32;

    /// Longer than one takes while the processors are busy. When the disk stalls, or what it needs is locked, those
    /// behind it go on without it.
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final int most;
    private final Duration patience;
    private final Function<List<Q>, List<A>> asking;
    private final Map<Lane, Quay> quays = new EnumMap<>(Lane.class);

    /// @param asking answers as many as it is asked, in their order, with one statement or one transaction
    public Together(Function<List<Q>, List<A>> asking) {
        this(MOST, PATIENCE, asking);
    }

    /// @param most how many go as one
    Together(int most, Duration patience, Function<List<Q>, List<A>> asking) {
        this.most = most;
        this.patience = patience;
        this.asking = asking;
        for (var lane : Lane.values()) quays.put(lane, new Quay());
    }

    public A ask(Q question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) return alone(question);
        return quay(Lane.current()).ask(new Waiting<>(question));
    }

    /// How many of this lane wait for one that is under way.
    int waiting(Lane lane) {
        return quay(lane).waiting();
    }

    private Quay quay(Lane lane) {
        return Objects.requireNonNull(quays.get(lane));
    }

    private A alone(Q question) {
        return asking.apply(List.of(question)).getFirst();
    }

    /// What somebody who waits is told.
    private sealed interface Word<A> {
        record Answer<A>(A answer) implements Word<A> {}

        /// To ask for themselves and for those who wait behind them.
        record Lead<A>() implements Word<A> {}

        /// To ask for themselves: together it failed.
        record Alone<A>() implements Word<A> {}

        /// Nobody was asked anything.
        record NoConnection<A>(CannotGetJdbcConnectionException why) implements Word<A> {}
    }

    private static final class Waiting<Q, A> {
        private final Q question;
        private final CompletableFuture<Word<A>> word = new CompletableFuture<>();

        private Waiting(Q question) {
            this.question = question;
        }

        private void tell(Word<A> told) {
            word.complete(told);
        }

        /// Null when the time is over.
        private @Nullable Word<A> told(Duration atMost) {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return word.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
                    } catch (TimeoutException over) {
                        return null;
                    } catch (InterruptedException later) {
                        interrupted = true;
                    } catch (ExecutionException never) {
                        throw new CompletionException(never);
                    }
                }
            } finally {
                if (interrupted) Thread.currentThread().interrupt();
            }
        }

        /// Their question is under way with others.
        private Word<A> told() {
            return word.join();
        }
    }

    private enum Arrival {
        ALONE,
        /// Looks to it that nobody waits too long.
        FIRST,
        BEHIND
    }

    private final class Quay {

        private final ReentrantLock lock = new ReentrantLock();
        private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
        private int underWay;

        private A ask(Waiting<Q, A> mine) {
            @Nullable Word<A> word = switch (arrives(mine)) {
                case ALONE -> new Word.Lead<>();
                case FIRST -> mine.told(patience);
                case BEHIND -> mine.told();
            };
            if (word == null) word = startsUnlessUnderWay(mine) ? new Word.Lead<>() : mine.told();
            return switch (word) {
                case Word.Answer<A>(var answer) -> answer;
                case Word.Lead<A> _ -> lead(mine);
                case Word.Alone<A> _ -> alone(mine.question);
                case Word.NoConnection<A>(var why) -> throw why;
            };
        }

        private Arrival arrives(Waiting<Q, A> mine) {
            lock.lock();
            try {
                if (underWay == 0) {
                    underWay++;
                    return Arrival.ALONE;
                }
                waiting.add(mine);
                return waiting.size() == 1 ? Arrival.FIRST : Arrival.BEHIND;
            } finally {
                lock.unlock();
            }
        }

        private int waiting() {
            lock.lock();
            try {
                return waiting.size();
            } finally {
                lock.unlock();
            }
        }

        private boolean startsUnlessUnderWay(Waiting<Q, A> mine) {
            lock.lock();
            try {
                if (!waiting.remove(mine)) return false;
                underWay++;
                return true;
            } finally {
                lock.unlock();
            }
        }

        private A lead(Waiting<Q, A> mine) {
            var all = boarding(mine);
            List<A> answers = null;
            Word<A> otherwise = new Word.Alone<>();
            try {
                answers = asking.apply(all.stream().map(one -> one.question).toList());
                if (answers.size() != all.size())
                    throw new IllegalStateException(answers.size() + " answers to " + all.size() + " questions");
                return answers.getFirst();
            } catch (CannotGetJdbcConnectionException none) {
                otherwise = new Word.NoConnection<>(none);
                throw none;
            } catch (RuntimeException failed) {
                answers = null;
                if (all.size() == 1) throw failed;
            } finally {
                back();
                for (int n = 1; n < all.size(); n++)
                    all.get(n).tell(answers == null ? otherwise : new Word.Answer<>(answers.get(n)));
            }
            return alone(mine.question);
        }

        /// More than fit take the next, which starts at once.
        private List<Waiting<Q, A>> boarding(Waiting<Q, A> first) {
            var all = new ArrayList<Waiting<Q, A>>();
            all.add(first);
            lock.lock();
            try {
                while (all.size() < most && !waiting.isEmpty()) all.add(waiting.removeFirst());
                if (!waiting.isEmpty()) {
                    underWay++;
                    waiting.removeFirst().tell(new Word.Lead<>());
                }
            } finally {
                lock.unlock();
            }
            return all;
        }

        private void back() {
            lock.lock();
            try {
                var next = waiting.pollFirst();
                if (next == null) underWay--;
                else next.tell(new Word.Lead<>());
            } finally {
                lock.unlock();
            }
        }
    }
}

package sportello.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Cancellation;
import sportello.booking.Bookings.Move;
import sportello.booking.Bookings.Outcome;
import sportello.booking.Matter;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Accepted;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Declined;
import sportello.booking.WaitingList.Joined;
import sportello.booking.WaitingList.Wanted;
import sportello.history.Said.Answer;
import sportello.identity.Actor;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;

/// Somebody with several windows open who asks for whatever comes to mind, also for what is not theirs, and writes down
/// every answer.
final class Townsman {

    /// What the town shares.
    record Town(
            String service,
            List<Instant> hours,
            List<UUID> counters,
            Agenda agenda,
            Bookings bookings,
            WaitingList waiting,
            MovableClock clock,
            Queue<Said> said) {}

    private final Town town;
    private final Actor.Citizen self;
    private volatile @Nullable UUID hold;
    private volatile @Nullable Sent lastSent;

    Townsman(Town town, Actor.Citizen self) {
        this.town = town;
        this.self = self;
    }

    private record Sent(UUID hold, Matter matter, IdempotencyKey key) {}

    void act(Random random, Townsman other) {
        int dice = random.nextInt(100);
        if (dice < 27) hold(random);
        else if (dice < 48) confirm(random);
        else if (dice < 52) again(random);
        else if (dice < 55) anothers(other);
        else if (dice < 59) letGo();
        else if (dice < 61) extend();
        else if (dice < 69) giveUp(random, this);
        else if (dice < 70) giveUp(random, other);
        else if (dice < 79) move(random);
        else if (dice < 88) wait(random);
        else if (dice < 98) answerTheOffer(random);
        else leaveTheLine();
    }

    private void hold(Random random) {
        var hour = one(town.hours(), random);
        var counter = random.nextInt(3) > 0 ? null : one(town.counters(), random);
        tell("hold", null, () -> switch (town.agenda().hold(town.service(), hour, self.person(), counter, now())) {
            case Holding.Held(var mine) -> {
                hold = mine.id();
                yield new Answer.Held(mine.id(), mine.startsAt());
            }
            case Holding.Taken _ -> new Answer.Taken(counter, hour);
            case Holding other -> new Answer.No(other.toString());
        });
    }

    private void confirm(Random random) {
        var mine = hold;
        if (mine == null) return;
        send(new Sent(mine, matter(random), IdempotencyKey.next()));
    }

    /// The same form once more, or another under the same key.
    private void again(Random random) {
        var before = lastSent;
        if (before == null) return;
        send(random.nextBoolean() ? before : new Sent(before.hold(), matter(random), before.key()));
    }

    private void anothers(Townsman other) {
        var theirs = other.hold;
        if (theirs == null) return;
        send(new Sent(theirs, new Matter(Map.of()), IdempotencyKey.next()));
        town.agenda().drop(theirs, self.person());
    }

    private void send(Sent form) {
        lastSent = form;
        tell("confirm", form.key().value(), () -> switch (town.bookings()
                .confirm(self, town.service(), form.hold(), form.matter(), form.key())) {
            case Outcome.Booked(var appointment) ->
                new Answer.Booked(appointment.id().value(), appointment.startsAt());
            case Outcome other -> new Answer.No(other.toString());
        });
    }

    private void letGo() {
        var mine = hold;
        if (mine == null || town.agenda().find(mine, self.person()).isEmpty()) return;
        tell("drop", null, () -> {
            town.agenda().drop(mine, self.person());
            return new Answer.LetGo(mine);
        });
    }

    private void extend() {
        var mine = hold;
        if (mine == null) return;
        tell(
                "extend",
                null,
                () -> new Answer.No(
                        town.agenda().extend(mine, self.person(), now()).toString()));
    }

    private void giveUp(Random random, Townsman whose) {
        whose.open(random).ifPresent(appointment -> giveUp(appointment.id(), self));
    }

    void giveUp(AppointmentId id, Actor by) {
        tell("cancel", null, () -> switch (town.bookings().cancel(id, by, "history")) {
            case Cancellation.Done _ -> new Answer.GivenUp(id.value());
            case Cancellation other -> new Answer.No(other.toString());
        });
    }

    Optional<Appointment> open(Random random) {
        var all = town.bookings().openOf(self.party());
        return all.isEmpty() ? Optional.empty() : Optional.of(one(all, random));
    }

    private void move(Random random) {
        var mine = open(random);
        if (mine.isEmpty()) return;
        var to = one(town.hours(), random);
        var key = IdempotencyKey.next();
        for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--)
            tell("move", key.value(), () -> switch (town.bookings()
                    .move(mine.get().id(), self, to, key)) {
                case Move.Moved(var moved, var from) ->
                    new Answer.Moved(moved.id().value(), from, to);
                case Move.SlotTaken _ -> new Answer.Taken(mine.get().counter(), to);
                case Move other -> new Answer.No(other.toString());
            });
    }

    private void wait(Random random) {
        var day = ProductClock.inRome(one(town.hours(), random)).toLocalDate();
        var days = random.nextBoolean() ? new Days(day, day) : new Days(day.minusDays(1), day.plusDays(3));
        var counter = random.nextBoolean() ? null : one(town.counters(), random);
        var instead =
                random.nextInt(5) > 0 ? null : open(random).map(Appointment::id).orElse(null);
        tell("join", null, () -> switch (town.waiting()
                .join(self, new Wanted(town.service(), counter, List.of(days), null, matter(random), instead))) {
            case Joined.Waiting(var wish) -> new Answer.Waits(wish);
            case Joined other -> new Answer.No(other.toString());
        });
    }

    private void answerTheOffer(Random random) {
        for (var wish : town.waiting().of(self)) {
            var offer = wish.offer();
            if (offer == null) continue;
            if (random.nextInt(3) > 0) accept(offer.id());
            else
                tell("decline", null, () -> switch (town.waiting().decline(offer.id(), self)) {
                    case Declined.PassedOn _ -> new Answer.PassedOn(offer.id());
                    case Declined other -> new Answer.No(other.toString());
                });
        }
    }

    private void accept(UUID offer) {
        var key = IdempotencyKey.next();
        tell("accept", key.value(), () -> switch (town.waiting().accept(offer, self, key)) {
            case Accepted.Done(var booked, var from) ->
                new Answer.Accepted(
                        offer,
                        booked.id().value(),
                        town.waiting().offer(offer).orElseThrow().startsAt(),
                        from);
            case Accepted other -> new Answer.No(other.toString());
        });
    }

    private void leaveTheLine() {
        for (var wish : town.waiting().of(self))
            tell(
                    "leave",
                    null,
                    () -> town.waiting().leave(wish.id(), self)
                            ? new Answer.LeftTheLine(wish.id())
                            : new Answer.No("no such wish"));
    }

    private void tell(String asked, @Nullable UUID key, Supplier<Answer> question) {
        var began = Instant.now();
        Answer answer;
        try {
            answer = question.get();
        } catch (RuntimeException broken) {
            answer = new Answer.None(broken.toString(), null);
        }
        town.said().add(new Said(began, Instant.now(), self.person().value(), asked, key, answer));
    }

    private Instant now() {
        return town.clock().instant();
    }

    private static Matter matter(Random random) {
        return new Matter(Map.of("note", "n" + random.nextInt(3)));
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}

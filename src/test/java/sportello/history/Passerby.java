package sportello.history;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.history.Said.Answer;
import sportello.platform.ProductClock;
import sportello.testing.SeparateProduct;

/// The same somebody as `Townsman`, at the pages: each question goes to whichever node, and one that got no answer is
/// sent again, with the same key, until it has one.
final class Passerby {

    static final String SERVICE = "delegation-web-meeting";

    private static final Pattern OFFER = Pattern.compile("/waiting/offers/([0-9a-f-]{36})");
    private static final int PATIENCE = 400;

    record Town(List<SeparateProduct> nodes, List<Instant> hours, UUID counter, Queue<Said> said) {}

    /// A form that was sent, and what it led to.
    record Sent(UUID hold, String key, Instant hour, UUID appointment) {}

    private final Town town;
    private final UUID self;
    private final Window window;
    private final Map<String, String> delegator;
    private final Set<UUID> appointments = ConcurrentHashMap.newKeySet();
    private final Set<UUID> givenUp = ConcurrentHashMap.newKeySet();
    private final Set<UUID> moved = ConcurrentHashMap.newKeySet();
    private final Queue<Sent> booked = new ConcurrentLinkedQueue<>();

    Passerby(Town town, UUID self, UUID session, Map<String, String> delegator) {
        this.town = town;
        this.self = self;
        this.window = new Window(session);
        this.delegator = delegator;
    }

    private interface Question {
        Answer ask(SeparateProduct node) throws IOException;
    }

    void act(Random random) {
        try {
            int dice = random.nextInt(100);
            if (dice < 45) book(random);
            else if (dice < 60) giveUp(random);
            else if (dice < 75) move(random);
            else if (dice < 87) wait(random);
            else answerTheOffer(random);
        } catch (IOException nobodyThere) {
            pause();
        }
    }

    private SeparateProduct node(Random random) {
        return one(town.nodes(), random);
    }

    private void book(Random random) throws IOException {
        var hour = one(town.hours(), random);
        var day = LocalDate.ofInstant(hour, ProductClock.ROME).toString();
        var page = "/book/" + SERVICE;
        var began = Instant.now();
        var chosen = window.post(node(random), page + "/hour", Map.of("day", day, "hour", hour.toString()));
        if (chosen.leadsTo("gone")) {
            say(began, "hold", null, new Answer.Taken(town.counter(), hour));
            return;
        }
        if (chosen.leadsTo("/delegator")) {
            window.post(node(random), page + "/delegator", delegator);
            window.post(node(random), page + "/contacts", Map.of("contact.mobile", delegator.get("own.mobile")));
        }
        var summary = window.get(node(random), page + "/summary");
        var hold = summary.field("hold");
        var key = summary.field("idempotency_key");
        if (hold.isEmpty()) return;
        if (random.nextInt(12) == 0) return;
        confirm(random, UUID.fromString(hold), key, hour);
        if (random.nextInt(3) == 0) confirm(random, UUID.fromString(hold), key, hour);
    }

    private void confirm(Random random, UUID hold, String key, Instant hour) {
        var answer = untilAnswered(random, "confirm", hold, node -> {
            var reply = window.post(
                    node, "/book/" + SERVICE + "/summary", Map.of("hold", hold.toString(), "idempotency_key", key));
            return reply.leadsTo("/receipt") ? new Answer.Booked(reply.id(), hour) : no(reply);
        });
        if (answer instanceof Answer.Booked(var id, var _)) {
            appointments.add(id);
            booked.add(new Sent(hold, key, hour, id));
        }
    }

    /// Every form that led to an appointment, once more: it leads there again.
    List<String> differently(Random random) {
        var wrong = new ArrayList<String>();
        for (var form : booked) {
            if (moved.contains(form.appointment())) continue;
            var again = untilAnswered(random, "confirm", form.hold(), node -> {
                var reply = window.post(
                        node,
                        "/book/" + SERVICE + "/summary",
                        Map.of("hold", form.hold().toString(), "idempotency_key", form.key()));
                return reply.leadsTo("/receipt") ? new Answer.Booked(reply.id(), form.hour()) : no(reply);
            });
            if (!(again instanceof Answer.Booked(var id, var _) && id.equals(form.appointment())))
                wrong.add(form + " became " + again);
        }
        return wrong;
    }

    /// A second time leads to the same page, and says nothing new.
    private void giveUp(Random random) throws IOException {
        if (appointments.isEmpty()) return;
        var id = one(List.copyOf(appointments), random);
        var began = Instant.now();
        try {
            var reply = window.post(node(random), "/appointments/" + id + "/cancellation", Map.of("x", "y"));
            boolean now = reply.leadsTo("?cancelled") && givenUp.add(id);
            say(began, "cancel", null, now ? new Answer.GivenUp(id) : no(reply));
        } catch (IOException nobody) {
            say(began, "cancel", null, new Answer.None(nobody.toString(), id));
            throw nobody;
        }
    }

    private void move(Random random) throws IOException {
        if (appointments.isEmpty()) return;
        var id = one(List.copyOf(appointments), random);
        var key = window.get(node(random), "/appointments/" + id + "/move").field("idempotency_key");
        if (key.isEmpty()) return;
        var to = one(town.hours(), random);
        var day = LocalDate.ofInstant(to, ProductClock.ROME).toString();
        moved.add(id);
        untilAnswered(random, "move", UUID.fromString(key), node -> {
            var reply = window.post(
                    node,
                    "/appointments/" + id + "/move",
                    Map.of("day", day, "hour", to.toString(), "idempotency_key", key));
            return reply.leadsTo("?moved") ? new Answer.Moved(id, null, to) : no(reply);
        });
    }

    private void wait(Random random) throws IOException {
        var day = LocalDate.ofInstant(one(town.hours(), random), ProductClock.ROME)
                .toString();
        window.post(
                node(random),
                "/waiting",
                Map.of(
                        "service",
                        SERVICE,
                        "counter",
                        "",
                        "from",
                        day,
                        "until",
                        day,
                        "contact.mobile",
                        delegator.get("own.mobile")));
    }

    private void answerTheOffer(Random random) throws IOException {
        var list = window.get(node(random), "/waiting");
        var offers = OFFER.matcher(list.html().html())
                .results()
                .map(found -> UUID.fromString(found.group(1)))
                .collect(Collectors.toSet());
        for (var offer : offers) {
            var key = window.get(node(random), "/waiting/offers/" + offer).field("idempotency_key");
            if (key.isEmpty()) continue;
            if (random.nextInt(4) == 0) decline(random, offer);
            else accept(random, offer, key);
        }
    }

    private void accept(Random random, UUID offer, String key) {
        var answer = untilAnswered(random, "accept", UUID.fromString(key), node -> {
            var reply = window.post(node, "/waiting/offers/" + offer + "/acceptance", Map.of("idempotency_key", key));
            return reply.leadsTo("?accepted") ? new Answer.Accepted(offer, reply.id(), null, null) : no(reply);
        });
        if (answer instanceof Answer.Accepted accepted) appointments.add(accepted.appointment());
    }

    private void decline(Random random, UUID offer) throws IOException {
        var began = Instant.now();
        var reply = window.post(node(random), "/waiting/offers/" + offer + "/refusal", Map.of("x", "y"));
        say(began, "decline", null, reply.leadsTo("?declined") ? new Answer.PassedOn(offer) : no(reply));
    }

    private Answer untilAnswered(Random random, String asked, UUID key, Question question) {
        for (int tries = 0; tries < PATIENCE; tries++) {
            var began = Instant.now();
            try {
                var answer = question.ask(node(random));
                say(began, asked, key, answer);
                return answer;
            } catch (IOException nobody) {
                say(began, asked, key, new Answer.None(nobody.toString(), null));
                pause();
            }
        }
        throw new AssertionError("No answer to " + asked + " " + key);
    }

    private static Answer no(Window.Reply reply) {
        return new Answer.No(reply.status() + " " + reply.to() + " "
                + reply.html().select("h1").text());
    }

    private void say(Instant began, String asked, @Nullable UUID key, Answer answer) {
        town.said().add(new Said(began, Instant.now(), self, asked, key, answer));
    }

    static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}

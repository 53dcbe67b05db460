package sportello.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One person on click-day, by the pages alone: the hours, one of them, the summary, *Conferma*. Whose hour was taken
/// meanwhile looks again, as long as there is one to take; who is told to come again later does, for a minute.
final class Newcomer {

    static final String HOURS = "/book/" + Crowd.SERVICE + "/hour";

    private static final String LINE = "<div id=\"line\"";
    private static final String LOOK = "/line/" + Crowd.SERVICE + "?next=" + HOURS.replace("/", "%2F");
    private static final String SUMMARY = "/book/" + Crowd.SERVICE + "/summary";
    private static final Pattern HOUR = Pattern.compile("type=\"radio\" name=\"hour\" value=\"([^\"]+)\"");
    private static final Pattern HOLD = Pattern.compile("name=\"hold\" value=\"([^\"]+)\"");
    private static final Pattern AGAIN = Pattern.compile("data-again=\"(\\d+)\"");
    private static final Pattern KEY = Pattern.compile("name=\"idempotency_key\" value=\"([^\"]+)\"");
    private static final int MOST_TRIES = 20;
    private static final long LONGEST_WAIT = Duration.ofMinutes(1).toNanos();

    enum Answer {
        BOOKED,
        NO_HOUR_LEFT,
        TRY_AGAIN,
        UNANSWERED
    }

    /// @param nanos from the scheduled arrival
    /// @param trouble what came instead of an answer, else empty
    record Told(Answer answer, String appointment, long nanos, String trouble) {}

    private final int number;
    private final long arrival;
    private final Connections connections;
    private String appointment = "";
    private String trouble = "";

    Newcomer(int number, long arrival, Connections connections) {
        this.number = number;
        this.arrival = arrival;
        this.connections = connections;
    }

    Told come() {
        Answer answer;
        try {
            answer = book();
        } catch (IOException broken) {
            trouble = broken.toString();
            answer = Answer.UNANSWERED;
        }
        return new Told(answer, appointment, System.nanoTime() - arrival, trouble);
    }

    private Answer book() throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var hours = hours();
            if (later(hours)) return Answer.TRY_AGAIN;
            if (hours.status() != 200) return unexpected(hours);
            var offered = new ArrayList<String>();
            for (var hour = HOUR.matcher(hours.body()); hour.find(); ) offered.add(hour.group(1));
            if (offered.isEmpty()) return Answer.NO_HOUR_LEFT;
            var hour = offered.get(ThreadLocalRandom.current().nextInt(offered.size()));
            var held = ask(Crowd.post(number, HOURS, "hour=" + hour.replace(":", "%3A")));
            if (later(held)) return Answer.TRY_AGAIN;
            if (held.location().startsWith(HOURS)) continue;
            if (!held.location().equals(SUMMARY)) return unexpected(held);
            var told = confirm();
            if (told != null) return told;
        }
        return Answer.UNANSWERED;
    }

    /// Who is given a place in the line keeps it, and their page looks again when it says so; not for ever.
    private Caller.Reply hours() throws IOException {
        var reply = ask(Crowd.get(number, HOURS));
        while (inLine(reply)) {
            var line = reply;
            for (var again = AGAIN.matcher(line.body());
                    line.status() == 200 && again.find();
                    again.reset(line.body())) {
                if (System.nanoTime() - arrival > LONGEST_WAIT) return reply;
                pause(Duration.ofSeconds(Math.max(2, Integer.parseInt(again.group(1)))));
                line = ask(Crowd.look(number, LOOK));
            }
            if (line.status() != 303) return line;
            reply = ask(Crowd.get(number, HOURS));
        }
        return reply;
    }

    /// Pages do not all look in the same moment.
    private static void pause(Duration time) {
        LockSupport.parkNanos(
                (long) (time.toNanos() * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }

    /// Null when the hour was lost.
    private @Nullable Answer confirm() throws IOException {
        var summary = ask(Crowd.get(number, SUMMARY));
        if (later(summary)) return Answer.TRY_AGAIN;
        var hold = HOLD.matcher(summary.body());
        var key = KEY.matcher(summary.body());
        if (!hold.find() || !key.find()) return unexpected(summary);
        var form = "idempotency_key=" + key.group(1) + "&hold=" + hold.group(1);
        var answer = ask(Crowd.post(number, SUMMARY, form));
        if (later(answer)) return Answer.TRY_AGAIN;
        if (answer.location().startsWith(HOURS)) return null;
        if (!answer.location().endsWith("/receipt")) return unexpected(answer);
        appointment = answer.location().split("/")[2];
        return Answer.BOOKED;
    }

    /// Who is told when to come again comes again then, with the same request; not for ever.
    private Caller.Reply ask(byte[] request) throws IOException {
        var reply = connections.send(request);
        while (reply.status() == 503 && reply.retryAfter() > 0 && System.nanoTime() - arrival < LONGEST_WAIT) {
            LockSupport.parkNanos(Duration.ofSeconds(reply.retryAfter()).toNanos());
            reply = connections.send(request);
        }
        return reply;
    }

    private Answer unexpected(Caller.Reply reply) {
        trouble = reply.status() + " " + reply.location();
        return Answer.UNANSWERED;
    }

    /// Told when to come again, or still in the line.
    private static boolean later(Caller.Reply reply) {
        return reply.status() == 503 && reply.retryAfter() > 0 || inLine(reply);
    }

    static boolean inLine(Caller.Reply reply) {
        return reply.status() == 200 && reply.body().contains(LINE)
                || reply.location().startsWith("/line/");
    }
}

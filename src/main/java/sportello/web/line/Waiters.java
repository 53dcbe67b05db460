package sportello.web.line;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.rush.RushGate;
import sportello.rush.Ticket;
import sportello.web.security.Actors;
import sportello.web.security.ManySessions;
import sportello.web.security.SessionEnds;
import sportello.web.security.SignedIn;

/// Sessions that this node saw waiting, with the place their person has. Their looks are answered at once
/// and proved within a second, all together: whose session ended, or whose place is gone, is remembered no
/// more. Where proving does not keep up, and for who looks more than once a second, the usual way is open.
///
/// Only who acts for themselves is remembered: who acts for somebody else is asked each time whether they
/// may (rule D12).
@Component
class Waiters implements SessionEnds {

    private static final Logger LOG = LoggerFactory.getLogger(Waiters.class);
    private static final int MOST = 200_000;
    private static final int TOGETHER = 1_000;
    private static final long LASTS = Duration.ofMinutes(2).toNanos();
    private static final long SOON = Duration.ofSeconds(1).toNanos();
    private static final long UNPROVED = Duration.ofSeconds(5).toNanos();

    private final Map<String, Waiter> known = new ConcurrentHashMap<>();
    private final RushGate gate;
    private final Function<Collection<String>, Map<String, PersonId>> sessions;
    private final LongSupplier nanos;

    @Autowired
    Waiters(RushGate gate, ManySessions sessions) {
        this(gate, sessions::ofThemselves, System::nanoTime);
    }

    Waiters(RushGate gate, Function<Collection<String>, Map<String, PersonId>> sessions, LongSupplier nanos) {
        this.gate = gate;
        this.sessions = sessions;
        this.nanos = nanos;
    }

    private static final class Waiter {
        private final String service;
        private final PersonId person;
        private final Ticket ticket;
        private long at;
        private @Nullable Long unprovedSince;

        private Waiter(String service, PersonId person, Ticket ticket, long now) {
            this.service = service;
            this.person = person;
            this.ticket = ticket;
            this.at = now;
        }

        /// False when it is for the usual way to answer.
        synchronized boolean looks(long now) {
            if (now - at < SOON || isGone(now)) return false;
            if (unprovedSince != null && now - unprovedSince > UNPROVED) return false;
            if (unprovedSince == null) unprovedSince = now;
            at = now;
            return true;
        }

        synchronized boolean isUnproved() {
            return unprovedSince != null;
        }

        /// Who looked after it was asked is still to be proved.
        synchronized void isProved(long asked) {
            unprovedSince = at - asked > 0 ? asked : null;
        }

        synchronized boolean isGone(long now) {
            return now - at > LASTS;
        }
    }

    /// They were told to wait. Whose number was passed over while they were away is called in at any moment: they ask.
    void note(HttpServletRequest request, String service, Actor.Booker by, Ticket ticket) {
        var session = request.getSession(false);
        if (session == null || !actsForThemselves(by)) return;
        if (gate.glance(service, ticket) instanceof RushGate.Glance.Called) known.remove(session.getId());
        else if (known.size() < MOST || known.containsKey(session.getId()))
            known.put(session.getId(), new Waiter(service, by.person(), ticket, nanos.getAsLong()));
    }

    private static boolean actsForThemselves(Actor.Booker by) {
        return by instanceof Actor.Citizen
                && Actors.signedIn()
                        .filter(who -> who.person().equals(by.person()))
                        .filter(who -> who.capacity() == null || who.capacity().equals(SignedIn.ME))
                        .isPresent();
    }

    /// Empty for a session this node remembers nothing of, looks of which were not proved for seconds, or that
    /// looked a moment ago.
    Optional<RushGate.Glance> look(String session, String service) {
        var waiter = known.get(session);
        return waiter != null && waiter.service.equals(service) && waiter.looks(nanos.getAsLong())
                ? Optional.of(gate.glance(service, waiter.ticket))
                : Optional.empty();
    }

    @Override
    public void turned(String session) {
        known.remove(session);
    }

    void forget(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) known.remove(session.getId());
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
    void prove() {
        var looked = new HashMap<String, Waiter>();
        known.forEach((session, waiter) -> {
            if (waiter.isUnproved()) looked.put(session, waiter);
        });
        var all = new ArrayList<>(looked.entrySet());
        for (int from = 0; from < all.size(); from += TOGETHER)
            prove(all.subList(from, Math.min(all.size(), from + TOGETHER)));
    }

    private void prove(List<Map.Entry<String, Waiter>> some) {
        try {
            long asked = nanos.getAsLong();
            var people = sessions.apply(some.stream().map(Map.Entry::getKey).toList());
            var here = gate.stillHere(
                    some.stream().map(one -> one.getValue().ticket.id()).toList());
            for (var one : some) {
                var waiter = one.getValue();
                if (waiter.person.equals(people.get(one.getKey())) && here.contains(waiter.ticket.id()))
                    waiter.isProved(asked);
                else known.remove(one.getKey(), waiter);
            }
        } catch (DataAccessException away) {
            LOG.warn("Who looks at their place is asked one by one: {}", away.getMessage());
            some.forEach(one -> known.remove(one.getKey(), one.getValue()));
        }
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void forgetWhoWentAway() {
        long now = nanos.getAsLong();
        known.values().removeIf(waiter -> waiter.isGone(now));
    }
}

package sportello.web.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextHolder;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.rush.RushGate;
import sportello.rush.Ticket;
import sportello.web.security.SignedIn;

/// What a node answers by itself to Bruno, who waits, and what it leaves to the usual way.
class WaitersTest {

    private static final String DOOR = "delegation-web-meeting";
    private static final String SESSION = "bruno's session";

    private final AtomicLong nanos = new AtomicLong();
    private final PersonId bruno = new PersonId(UUID.randomUUID());
    private final Ticket third = new Ticket(UUID.randomUUID(), 7, 2, Optional.empty(), Duration.ofSeconds(15));
    private final Map<String, PersonId> loggedIn = new HashMap<>(Map.of(SESSION, bruno));
    private Runnable meanwhile = () -> {};
    private final Waiters waiters = new Waiters(new Standstill(), this::asked, nanos::get);

    private Map<String, PersonId> asked(Collection<String> sessions) {
        var known = new HashMap<>(loggedIn);
        known.keySet().retainAll(sessions);
        meanwhile.run();
        return known;
    }

    @AfterEach
    void nobodyIsHere() {
        SecurityContextHolder.clearContext();
    }

    private void isToldToWait(String capacity) {
        SecurityContextHolder.getContext()
                .setAuthentication(new SignedIn(bruno, Assurance.SUBSTANTIAL, capacity).ticket());
        var request = new MockHttpServletRequest();
        request.setSession(new MockHttpSession(null, SESSION));
        waiters.note(request, DOOR, new Actor.Citizen(bruno, Assurance.SUBSTANTIAL, null), third);
    }

    private void waits() {
        isToldToWait(SignedIn.ME);
    }

    private boolean isAnsweredAfter(Duration time) {
        nanos.addAndGet(time.toNanos());
        return waiters.look(SESSION, DOOR).isPresent();
    }

    private boolean isAnsweredAfter(int seconds) {
        return isAnsweredAfter(Duration.ofSeconds(seconds));
    }

    @Test
    void looksOfOneSessionAreAnsweredOnceASecond() {
        waits();
        assertThat(isAnsweredAfter(Duration.ofMillis(999)))
                .as("told a moment ago")
                .isFalse();
        assertThat(isAnsweredAfter(Duration.ofMillis(1))).isTrue();
        assertThat(isAnsweredAfter(Duration.ofMillis(999))).isFalse();
        assertThat(isAnsweredAfter(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void looksNobodyProvesAreAnsweredForFiveSeconds() {
        waits();
        assertThat(isAnsweredAfter(15)).isTrue();
        assertThat(isAnsweredAfter(2)).isTrue();
        assertThat(isAnsweredAfter(3)).isTrue();
        assertThat(isAnsweredAfter(1)).as("six seconds after the first").isFalse();
        waits();
        assertThat(isAnsweredAfter(2)).as("told anew by the usual way").isTrue();
    }

    @Test
    void whoIsProvedIsAnsweredHoweverSeldomTheyLook() {
        waits();
        for (int times = 0; times < 5; times++) {
            assertThat(isAnsweredAfter(15)).isTrue();
            waiters.prove();
        }
    }

    @Test
    void aLookDuringTheQuestionIsNotProvedByIt() {
        waits();
        assertThat(isAnsweredAfter(2)).isTrue();
        meanwhile = () -> assertThat(isAnsweredAfter(4)).isTrue();
        waiters.prove();
        loggedIn.clear();
        meanwhile = () -> {};
        waiters.prove();
        assertThat(isAnsweredAfter(2)).as("asked again, and logged out by then").isFalse();
    }

    @Test
    void whoLoggedOutIsRememberedNoMore() {
        waits();
        assertThat(isAnsweredAfter(2)).isTrue();
        loggedIn.clear();
        waiters.prove();
        assertThat(isAnsweredAfter(2)).isFalse();
    }

    @Test
    void whileTheDatabaseIsAwayEverybodyGoesTheUsualWay() {
        waits();
        assertThat(isAnsweredAfter(2)).isTrue();
        meanwhile = () -> {
            throw new QueryTimeoutException("away");
        };
        waiters.prove();
        assertThat(isAnsweredAfter(2)).isFalse();
    }

    @Test
    void whoActsForSomebodyElseIsAskedEachTime() {
        isToldToWait("on-behalf:" + UUID.randomUUID());
        assertThat(isAnsweredAfter(2)).isFalse();
        waits();
        assertThat(isAnsweredAfter(2)).as("for himself").isTrue();
    }

    /// A door at which nothing moves.
    private static final class Standstill implements RushGate {

        @Override
        public Standing enter(String service, Actor.Booker by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Glance glance(String service, Ticket ticket) {
            return new Glance.Waiting(ticket);
        }

        @Override
        public Set<UUID> stillHere(Collection<UUID> tickets) {
            return Set.copyOf(tickets);
        }

        @Override
        public void leave(String service, Actor.Booker by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void standAside(String service, Actor.Booker by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void press(String service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void crowd(String service) {
            throw new UnsupportedOperationException();
        }
    }
}

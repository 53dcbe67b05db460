package sportello.rush;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Tickets in PostgreSQL, on the clock of the database, so that nodes whose clocks differ keep one order. The pace is
/// reckoned now and then by each node for itself.
@Service
class KeptTickets implements RushGate, SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(KeptTickets.class);

    private final TicketRows rows;
    private final Services services;
    private final RushSettings settings;
    private final ProductClock clock;
    private final InstantSource machine = InstantSource.system();
    private final Queue<Leaving> leaving = new ConcurrentLinkedQueue<>();
    private final Semaphore door = new Semaphore(1);
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final CalledSoFar called = new CalledSoFar(System::nanoTime);

    KeptTickets(TicketRows rows, Services services, RushSettings settings, ProductClock clock) {
        this.rows = rows;
        this.services = services;
        this.settings = settings;
        this.clock = clock;
    }

    /// Who has what they came for.
    record Leaving(String door, PersonId person) {}

    private record Pace(double perMinute, Instant at) {}

    @Override
    public void afterSingletonsInstantiated() {
        services.all().stream().map(ServicePolicy::code).forEach(rows::build);
    }

    @Override
    public Standing enter(String service, Actor.Booker by) {
        var rush = services.policy(service).rush();
        var place = rows.enter(new TicketRows.Coming(
                service,
                by.person(),
                rush,
                settings.longestPass(),
                settings.away(),
                rush.ticketsOnly(clock.instant())));
        if (place.inside()) return new Standing.Inside();
        return new Standing.Waiting(Ticket.of(place.id(), place.number(), place.called(), perMinute(service)));
    }

    @Override
    public Glance glance(String service, Ticket ticket) {
        var number = called.at(service);
        var pace = paces.get(service);
        if (number.isEmpty() || pace == null) return new Glance.Unknown();
        return ticket.number() <= number.getAsLong()
                ? new Glance.Called()
                : new Glance.Waiting(Ticket.of(ticket.id(), ticket.number(), number.getAsLong(), pace.perMinute()));
    }

    @Override
    public Set<UUID> stillHere(Collection<UUID> tickets) {
        return tickets.isEmpty() ? Set.of() : rows.stillHere(tickets);
    }

    @Override
    public void leave(String service, Actor.Booker by) {
        leaving.add(new Leaving(service, by.person()));
        seeOff();
    }

    @Override
    public void standAside(String service, Actor.Booker by) {
        rows.standAside(service, by.person(), settings.away());
    }

    /// Those who leave while another is seen off go with the next: in a rush many share one statement.
    private void seeOff() {
        while (!leaving.isEmpty() && door.tryAcquire()) {
            try {
                var together = new ArrayList<Leaving>();
                for (var one = leaving.poll(); one != null; one = leaving.poll()) together.add(one);
                if (!together.isEmpty()) rows.leave(together);
            } catch (DataAccessException e) {
                LOG.warn("Who has booked stays inside until the pass ends: {}", e.getMessage());
            } finally {
                door.release();
            }
        }
    }

    @Override
    public void press(String service) {
        press(service, true);
    }

    @Override
    public void crowd(String service) {
        press(service, false);
    }

    private void press(String service, boolean insideToo) {
        var policy = services.policy(service);
        if (rows.press(policy.code(), policy.rush(), settings.calm(), settings.away(), insideToo))
            LOG.info("Too many at once before {}: whoever comes new takes a ticket", service);
    }

    @Scheduled(fixedDelay = 500, initialDelay = 1_000)
    void callIn() {
        var doors = rows.doorsWithALine(
                services.all().stream().map(ServicePolicy::code).toList());
        if (doors.isEmpty()) return;
        doors.stream()
                .map(services::policy)
                .forEach(policy -> rows.admit(policy.code(), policy.rush(), settings.away()));
        called.heard(rows.called(doors));
        doors.forEach(this::perMinute);
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    void forget() {
        rows.forget(settings.kept());
    }

    private double perMinute(String service) {
        var now = machine.instant();
        return paces.compute(
                        service,
                        (door, known) -> known != null
                                        && known.at().plus(settings.paceAge()).isAfter(now)
                                ? known
                                : new Pace(rows.perMinute(door), now))
                .perMinute();
    }
}

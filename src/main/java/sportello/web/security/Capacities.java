package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.web.lanes.LaneMark;
import sportello.web.lanes.LaneMark.Mark;

/// In which capacities a person may act, asked anew of every room that knows one (rule D12).
@Component
public class Capacities {

    private final ObjectProvider<CapacitySource> sources;
    private final SessionTickets tickets;
    private final LaneMark marks;

    Capacities(ObjectProvider<CapacitySource> sources, SessionTickets tickets, LaneMark marks) {
        this.sources = sources;
        this.marks = marks;
        this.tickets = tickets;
    }

    /// Beside acting for themselves, which everybody may.
    public List<Capacity> of(PersonId person) {
        return sources.orderedStream()
                .flatMap(source -> source.capacitiesOf(person).stream())
                .toList();
    }

    Optional<Capacity> find(PersonId person, String key) {
        return of(person).stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /// Keeps the choice for the session: `SignedIn.ME` or the key of a capacity. False when it is not theirs to choose.
    public boolean choose(HttpServletRequest request, HttpServletResponse response, String key) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn.Ticket ticket)) return false;
        var who = ticket.getPrincipal();
        if (!key.equals(SignedIn.ME) && find(who.person(), key).isEmpty()) return false;
        keep(request, response, who.in(key));
        return true;
    }

    /// Back to no choice, at the page where one is made.
    void startAgain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Actors.signedIn().ifPresent(who -> keep(request, response, new SignedIn(who.person(), who.assurance(), null)));
        response.sendRedirect("/capacity?ended");
    }

    void keep(HttpServletRequest request, HttpServletResponse response, SignedIn who) {
        var context = new SecurityContextImpl(who.ticket());
        SecurityContextHolder.setContext(context);
        tickets.saveContext(context, request, response);
        var capacity = who.capacity();
        if (capacity != null && capacity.startsWith(Capacity.AsStaff.PREFIX)) marks.put(Mark.STAFF, request, response);
        else marks.remove(Mark.STAFF, request, response);
        Actors.forget(request);
    }
}

package sportello.web.citizen;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.web.security.Actors;
import sportello.web.security.Capacities;
import sportello.web.security.SignedIn;

/// A message's link to an appointment may be opened while acting for somebody else. Who may open it in another of their
/// capacities is led to the choice, and from there to where they wanted to go; for everybody else it does not exist.
@Component
class WhoseAppointment implements HandlerInterceptor, WebMvcConfigurer {

    private static final Pattern PLACE = Pattern.compile("^/appointments/([0-9a-fA-F-]{36})(?:/.*)?$");

    private final Bookings bookings;
    private final Actors actors;
    private final Capacities capacities;

    WhoseAppointment(Bookings bookings, Actors actors, Capacities capacities) {
        this.bookings = bookings;
        this.actors = actors;
        this.capacities = capacities;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/appointments/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var place = PLACE.matcher(request.getRequestURI());
        var who = Actors.signedIn();
        if (!request.getMethod().equals("GET") || who.isEmpty() || !place.matches()) return true;
        var wanted = appointment(place.group(1));
        if (wanted.isEmpty() || owns(actors.of(request), wanted.get())) return true;
        var other = otherCapacity(who.get(), wanted.get());
        if (other.isEmpty()) return true;
        response.sendRedirect("/capacity?for=" + encoded(other.get()) + "&next=" + encoded(request.getRequestURI()));
        return false;
    }

    private Optional<String> otherCapacity(SignedIn who, AppointmentId wanted) {
        var me = new Actor.Citizen(who.person(), who.assurance(), null);
        if (owns(Optional.of(me), wanted)) return Optional.of(SignedIn.ME);
        return capacities.of(who.person()).stream()
                .filter(capacity -> owns(acting(who, capacity), wanted))
                .map(Capacity::key)
                .findFirst();
    }

    private static Optional<Actor> acting(SignedIn who, Capacity capacity) {
        return switch (capacity) {
            case Capacity.OnBehalfOf on -> Optional.of(new Actor.Citizen(who.person(), who.assurance(), on.onBehalf()));
            case Capacity.AsIntermediary as ->
                Optional.of(new Actor.Intermediary(who.person(), who.assurance(), as.studio()));
            case Capacity.AsStaff _ -> Optional.empty();
        };
    }

    private boolean owns(Optional<Actor> actor, AppointmentId wanted) {
        return actor.filter(Actor.Booker.class::isInstance)
                .flatMap(booker -> bookings.own(wanted, (Actor.Booker) booker))
                .isPresent();
    }

    private static Optional<AppointmentId> appointment(String id) {
        try {
            return Optional.of(new AppointmentId(UUID.fromString(id)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

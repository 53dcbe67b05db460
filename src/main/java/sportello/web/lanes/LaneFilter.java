package sportello.web.lanes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import sportello.platform.Lane;
import sportello.web.DatabaseAway;
import sportello.web.Resend;
import sportello.web.lanes.LaneMark.Mark;

/// First of all it is said whose capacity a request uses, and whether there is room for it now (rule G6).
@Component
@Order(LaneFilter.ORDER)
public class LaneFilter extends OncePerRequestFilter implements MeterBinder {

    /// At which of the further ports a request came in, when it was one of them.
    public static final String PORT = LaneFilter.class.getName() + ".port";

    /// After the port is known. What needs nobody's capacity is answered before.
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    private static final String CHOSEN = LaneFilter.class.getName();

    private final Entrances entrances;
    private final LaneMark marks;
    private final Refusals refusals;
    private final Pressure pressure;
    private final Map<Entrance, Turnstile> turnstiles = new EnumMap<>(Entrance.class);

    LaneFilter(Entrances entrances, LaneMark marks, Refusals refusals, Pressure pressure, EntranceSettings settings) {
        this.entrances = entrances;
        this.marks = marks;
        this.refusals = refusals;
        this.pressure = pressure;
        for (var each : Entrance.values()) turnstiles.put(each, new Turnstile(settings.of(each), System::nanoTime));
    }

    /// The page of an error is drawn in the same lane, and takes a place too.
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var entrance = chosen(request);
        var turnstile = turnstile(entrance);
        if (!isRead(entrance, request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        var stand = pressure.at(entrance, Entrances.path(request));
        stand.ifPresent(Pressure.Stand::comes);
        try {
            if (turnstile.in()) {
                try {
                    go(entrance, request, response, chain);
                } finally {
                    turnstile.out();
                }
            } else {
                stand.ifPresent(Pressure.Stand::isSentAway);
                refusals.answer(request, response, turnstile.again());
            }
        } finally {
            stand.ifPresent(Pressure.Stand::goes);
        }
    }

    Turnstile turnstile(Entrance entrance) {
        var turnstile = turnstiles.get(entrance);
        if (turnstile == null) throw new IllegalStateException("No turnstile for " + entrance);
        return turnstile;
    }

    private Entrance chosen(HttpServletRequest request) {
        if (request.getAttribute(CHOSEN) instanceof Entrance before) return before;
        var entrance = entrances.of(request);
        request.setAttribute(CHOSEN, entrance);
        return entrance;
    }

    /// A form that trickles in keeps nobody else's place meanwhile. False for one that is no form after all: the server
    /// says so each time it is asked for it, so the page that explains it must not ask.
    private static boolean isRead(Entrance entrance, HttpServletRequest request) throws IOException {
        if (entrance.lane() == Lane.DUE
                || request.getDispatcherType() == DispatcherType.ERROR
                || !Resend.isForm(request)) return true;
        if (request.getCharacterEncoding() == null) request.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            request.getParameterMap();
            return true;
        } catch (IllegalStateException unreadable) {
            return false;
        }
    }

    private void go(Entrance entrance, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (entrance == Entrance.STAFF_DOOR && Entrances.leadsToTheDesk(Entrances.path(request), request))
            marks.put(Mark.DOOR, request, response);
        try {
            entrance.lane().<Boolean, Exception>call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (RuntimeException thrown) {
            if (response.isCommitted() || !DatabaseAway.explains(thrown)) throw thrown;
            // Said calmly, with a reference: in a rush nobody needs a page of the log for each of them.
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, thrown);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (IOException | ServletException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new ServletException(thrown);
        }
    }

    @Override
    public void bindTo(MeterRegistry figures) {
        turnstiles.forEach((entrance, turnstile) -> {
            Gauge.builder("sportello.requests.inside", turnstile, Turnstile::inside)
                    .tags("entrance", entrance.word(), "lane", entrance.lane().word())
                    .register(figures);
            Gauge.builder("sportello.requests.waiting", turnstile, Turnstile::waiting)
                    .tags("entrance", entrance.word(), "lane", entrance.lane().word())
                    .register(figures);
            FunctionCounter.builder("sportello.requests.refused", turnstile, Turnstile::refused)
                    .tags("entrance", entrance.word(), "lane", entrance.lane().word())
                    .register(figures);
            FunctionCounter.builder("sportello.requests.answered", turnstile, Turnstile::answered)
                    .tags("entrance", entrance.word(), "lane", entrance.lane().word())
                    .register(figures);
        });
    }
}

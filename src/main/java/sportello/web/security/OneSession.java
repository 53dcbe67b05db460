package sportello.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// A request reads its session once. Spring Session asks for it a second time when the answer went out before the
/// request ended, only to find nothing left to do.
@Component
@Order(SessionRepositoryFilter.DEFAULT_ORDER - 1)
class OneSession extends OncePerRequestFilter {

    private static final ScopedValue<AtomicReference<@Nullable KeptSession>> MINE = ScopedValue.newInstance();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            ScopedValue.where(MINE, new AtomicReference<@Nullable KeptSession>())
                    .<Boolean, Exception>call(() -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (RuntimeException | IOException | ServletException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new ServletException(thrown);
        }
    }

    static @Nullable KeptSession read() {
        return MINE.isBound() ? MINE.get().get() : null;
    }

    static @Nullable KeptSession keep(@Nullable KeptSession session) {
        if (MINE.isBound()) MINE.get().set(session);
        return session;
    }
}

package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/// Leads whoever lost the capacity they acted in to the page where they choose another, and whoever must log in to the
/// login: nothing is done in the meantime, for nobody.
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ChooseAgain {

    private final Capacities capacities;
    private final Unauthenticated unauthenticated;

    ChooseAgain(Capacities capacities, Unauthenticated unauthenticated) {
        this.capacities = capacities;
        this.unauthenticated = unauthenticated;
    }

    @ExceptionHandler
    void lost(CapacityLost lost, HttpServletRequest request, HttpServletResponse response) throws IOException {
        capacities.startAgain(request, response);
    }

    @ExceptionHandler
    void denied(AccessDeniedException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (problem.getCause() instanceof AuthenticationException login)
            unauthenticated.commence(request, response, login);
        else unauthenticated.handle(request, response, problem);
    }
}

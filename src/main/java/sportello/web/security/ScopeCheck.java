package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import sportello.identity.Actor;
import sportello.partners.Bearer;
import sportello.partners.Needs;

/// Before each operation of the API: the scope it needs, and whether a program that came for nobody may have it.
final class ScopeCheck implements HandlerInterceptor {

    private final ApiRefusals refusals;

    ScopeCheck(ApiRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var bearer = bearer();
        if (bearer.isEmpty()) {
            refusals.tokenMissing(request, response);
            return false;
        }
        if (!(handler instanceof HandlerMethod operation)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        if (onlyTellsTheMethods(request, operation)) return true;
        var needs = operation.getMethodAnnotation(Needs.class);
        if (needs == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        if (!bearer.get().may(needs.value())) {
            refusals.scopeMissing(request, response, needs.value());
            return false;
        }
        var actor = bearer.get().actor();
        boolean alone = actor instanceof Actor.Client
                && Arrays.stream(operation.getMethodParameters()).anyMatch(ScopeCheck::wantsSomebody);
        if (alone) refusals.capacity(request, response, "person-needed");
        return !alone;
    }

    /// The framework's own answer to OPTIONS.
    private static boolean onlyTellsTheMethods(HttpServletRequest request, HandlerMethod operation) {
        return request.getMethod().equals("OPTIONS")
                && operation.getBeanType().getPackageName().startsWith("org.springframework.web.servlet");
    }

    static Optional<Bearer> bearer() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof BearerTicket ticket
                ? Optional.of(ticket.getPrincipal())
                : Optional.empty();
    }

    private static boolean wantsSomebody(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return Actor.class.isAssignableFrom(type)
                && type != Actor.class
                && type != Actor.Client.class
                && !parameter.isOptional();
    }
}

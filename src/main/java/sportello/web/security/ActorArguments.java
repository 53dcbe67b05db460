package sportello.web.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;
import sportello.identity.Actor;
import sportello.partners.Bearer;

/// A controller says whom it serves by the type of its parameter: `Actor`, `Actor.Citizen`, `Actor.Official`,
/// `Actor.Guest` (`@Nullable` when nobody will do too), or `SignedIn` for the login whatever the capacity; in the API
/// also `Bearer`, the program that calls. Nobody logged in leads to the login; the wrong kind of actor finds nothing
/// there.
@Component
class ActorArguments implements HandlerMethodArgumentResolver {

    private final Actors actors;

    ActorArguments(Actors actors) {
        this.actors = actors;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return Actor.class.isAssignableFrom(type) || type == SignedIn.class || type == Bearer.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var type = parameter.getParameterType();
        var request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) throw new IllegalStateException("Not a servlet request");
        if (type == SignedIn.class) {
            return Actors.signedIn().orElseGet(() -> nobody(parameter));
        }
        if (type == Bearer.class) return ScopeCheck.bearer().orElseGet(() -> nobody(parameter));
        var actor = actors.of(request);
        if (actor.isEmpty()) return nobody(parameter);
        if (type.isInstance(actor.get())) return actor.get();
        if (parameter.isOptional()) return null;
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static <T> @Nullable T nobody(MethodParameter parameter) {
        if (parameter.isOptional()) return null;
        throw new AccessDeniedException("Login needed", new InsufficientAuthenticationException("Login needed"));
    }
}

package sportello.web.counter;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import sportello.web.Answer;

/// Leads back to the identity questions whoever goes round them.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = IdentifyFirst.class)
class IdentifyFirst {

    @ExceptionHandler
    ResponseEntity<Void> first(NotIdentified missing) {
        return Answer.goTo("/office/calls/" + missing.encounter() + "?identify");
    }
}

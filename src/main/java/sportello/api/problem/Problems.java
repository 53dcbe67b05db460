package sportello.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerMapping;
import sportello.booking.Bookings;
import sportello.platform.Reference;
import sportello.platform.Words;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Puts every no of the API into words: `application/problem+json`, with the number under which the log knows it. What
/// somebody sent is never repeated, neither here nor in the log.
@RestControllerAdvice(basePackages = "sportello.api")
@Order(Ordered.HIGHEST_PRECEDENCE)
public class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Words words;

    Problems(Words words) {
        this.words = words;
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> refused(Problem problem, HttpServletRequest request, Locale language) {
        return answer(problem, request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> stale(Bookings.Stale stale, HttpServletRequest request, Locale language) {
        return answer(Problem.of(Kind.STALE), request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unreadable(
            HttpMessageNotReadableException unreadable, HttpServletRequest request, Locale language) {
        return answer(whyUnreadable(unreadable), request, language);
    }

    private static Problem whyUnreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable each = unreadable; each != null; each = each.getCause()) {
            if (each instanceof LimitedBody.Exceeded) return Problem.of(Kind.TOO_LARGE);
            if (each instanceof UnrecognizedPropertyException unknown)
                return Problem.of(Kind.UNKNOWN_FIELD).at(path(unknown), "api.field.unknown", Map.of());
            if (each instanceof DatabindException mismatch
                    && !mismatch.getPath().isEmpty())
                return Problem.of(Kind.WRONG_TYPE).at(path(mismatch), "api.field.type", Map.of());
        }
        return Problem.of(Kind.NOT_JSON);
    }

    private static String path(DatabindException where) {
        var path = new StringBuilder();
        for (var step : where.getPath()) {
            var name = step.getPropertyName();
            if (name == null) path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(name);
        }
        return path.length() > 200 ? path.substring(0, 200) : path.toString();
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> invalid(
            MethodArgumentNotValidException invalid, HttpServletRequest request, Locale language) {
        var problem = Problem.of(Kind.INVALID);
        invalid.getFieldErrors()
                .forEach(field ->
                        problem.at(Names.snake(field.getField()), Names.word(field.getCode()), Names.bounds(field)));
        return answer(problem, request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> invalid(
            HandlerMethodValidationException invalid, HttpServletRequest request, Locale language) {
        var problem = Problem.of(Kind.INVALID);
        for (var each : invalid.getParameterValidationResults())
            for (var error : each.getResolvableErrors())
                problem.at(Names.of(each.getMethodParameter()), Names.word(Names.lastCode(error)), Names.bounds(error));
        return answer(problem, request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> mistyped(
            MethodArgumentTypeMismatchException mistyped, HttpServletRequest request, Locale language) {
        var problem = Names.isPath(mistyped.getParameter())
                ? Problem.of(Kind.NOT_FOUND)
                : Problem.of(Kind.WRONG_TYPE).at(Names.of(mistyped.getParameter()), "api.field.type", Map.of());
        return answer(problem, request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missing(
            MissingRequestHeaderException missing, HttpServletRequest request, Locale language) {
        var kind = missing.getHeaderName().equals(HttpHeaders.IF_MATCH) ? Kind.PRECONDITION_MISSING : Kind.MISSING;
        return answer(Problem.of(kind).at(missing.getHeaderName(), "api.field.missing", Map.of()), request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missing(
            MissingServletRequestParameterException missing, HttpServletRequest request, Locale language) {
        return answer(
                Problem.of(Kind.MISSING).at(missing.getParameterName(), "api.field.missing", Map.of()),
                request,
                language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missing(
            MissingServletRequestPartException missing, HttpServletRequest request, Locale language) {
        return answer(
                Problem.of(Kind.MISSING).at(missing.getRequestPartName(), "api.field.missing", Map.of()),
                request,
                language);
    }

    /// A file that goes on beyond all bounds.
    @ExceptionHandler
    ResponseEntity<ProblemBody> tooLarge(LimitedBody.Exceeded endless, HttpServletRequest request, Locale language) {
        return answer(Problem.of(Kind.TOO_LARGE), request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unsupported(
            HttpMediaTypeNotSupportedException unsupported, HttpServletRequest request, Locale language) {
        return answer(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE), request, language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unacceptable(
            HttpMediaTypeNotAcceptableException unacceptable, HttpServletRequest request, Locale language) {
        return answer(Problem.of(Kind.NOT_ACCEPTABLE), request, language);
    }

    /// Who acts in a capacity that cannot be had here finds nothing.
    @ExceptionHandler
    ResponseEntity<ProblemBody> unknown(ResponseStatusException unknown, HttpServletRequest request, Locale language) {
        var kind = unknown.getStatusCode().value() == 404 ? Kind.NOT_FOUND : Kind.UNEXPECTED;
        return answer(Problem.of(kind), request, language);
    }

    private ResponseEntity<ProblemBody> answer(Problem problem, HttpServletRequest request, Locale language) {
        var reference = Reference.next();
        note(reference, problem.kind(), request);
        var answer = ResponseEntity.status(problem.kind().status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.kind().comesAgain()) {
            var again = problem.again() == null ? SOON : problem.again();
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, again.toSeconds())));
        }
        return answer.body(body(problem, reference, language));
    }

    /// The address as it is described, never as it was sent.
    private static void note(Reference reference, Kind kind, HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LOG.info("{} {} {} {} {}", reference, kind.status(), request.getMethod(), pattern, kind.code());
    }

    private ProblemBody body(Problem problem, Reference reference, Locale language) {
        var kind = problem.kind();
        List<ProblemBody.Wrong> errors = problem.fields().stream()
                .map(field -> new ProblemBody.Wrong(field.name(), words.say(language, field.word(), field.facts())))
                .toList();
        return new ProblemBody(
                kind.type(),
                kind.title(),
                kind.status(),
                words.say(language, problem.word(), problem.facts()),
                reference.value(),
                problem.reason(),
                problem.existing(),
                problem.nearest().isEmpty() ? null : problem.nearest(),
                errors.isEmpty() ? null : errors);
    }
}

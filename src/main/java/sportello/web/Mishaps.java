package sportello.web;

import gg.jte.generated.precompiled.Templates;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.LocaleResolver;
import sportello.platform.Reference;
import sportello.platform.Words;

/// Whatever went wrong: a calm page for people, problem details for programs, both with a reference the log has too.
/// The log line tells where it broke and never what anybody wrote: messages of exceptions may carry personal data.
@RestControllerAdvice
@RestController
class Mishaps implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);
    private static final int FRAMES = 12;

    private final Frames frames;
    private final Templates templates;
    private final Words words;
    private final LocaleResolver languages;

    Mishaps(Frames frames, Templates templates, Words words, LocaleResolver languages) {
        this.frames = frames;
        this.templates = templates;
        this.words = words;
        this.languages = languages;
    }

    @ExceptionHandler
    ResponseEntity<?> unexpected(Exception problem, HttpServletRequest request) {
        if (problem instanceof ErrorResponse known)
            return answer(HttpStatus.valueOf(known.getStatusCode().value()), problem, request);
        return switch (problem) {
            case RequestRejectedException _, MultipartException _ -> answer(HttpStatus.BAD_REQUEST, problem, request);
            case TypeMismatchException _ -> answer(HttpStatus.NOT_FOUND, problem, request);
            default ->
                answer(
                        DatabaseAway.explains(problem)
                                ? HttpStatus.SERVICE_UNAVAILABLE
                                : HttpStatus.INTERNAL_SERVER_ERROR,
                        problem,
                        request);
        };
    }

    /// The reader left before the answer was written: there is nobody to tell.
    @ExceptionHandler
    void left(AsyncRequestNotUsableException gone) {}

    /// What the container or the security filters refused.
    @RequestMapping("/error")
    ResponseEntity<?> refused(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
        var problem =
                request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception thrown ? thrown : null;
        var status = DatabaseAway.explains(problem) ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.resolve(code);
        return answer(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status, problem, request);
    }

    private ResponseEntity<?> answer(HttpStatus status, @Nullable Exception problem, HttpServletRequest request) {
        var reference = Reference.next();
        if (status.is5xxServerError()) {
            LOG.error(
                    "{} {} {} {} {}",
                    reference,
                    status.value(),
                    request.getMethod(),
                    request.getRequestURI(),
                    where(problem));
        } else if (isOfTheApi(request)) LOG.info("{} {} {} /api", reference, status.value(), request.getMethod());
        var builder = ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        // Which methods an address answers, which types it reads.
        if (problem instanceof ErrorResponse known) builder.headers(known.getHeaders());
        if (status == HttpStatus.SERVICE_UNAVAILABLE)
            builder.header(HttpHeaders.RETRY_AFTER, Integer.toString(again()));
        if (isOfTheApi(request))
            return builder.contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProgramMishap.of(status).told(status, reference, words, languages.resolveLocale(request)));
        if (!forPeople(request)) {
            var detail = ProblemDetail.forStatus(status);
            detail.setProperty("reference", reference.value());
            return builder.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
        }
        if (status == HttpStatus.NOT_FOUND || status == HttpStatus.METHOD_NOT_ALLOWED)
            return builder.contentType(MediaType.TEXT_HTML).body(templates.citizenNotFound(frame(request)));
        if (status.is4xxClientError())
            return builder.contentType(MediaType.TEXT_HTML)
                    .body(templates.citizenNotUnderstood(frame(request), why(status), retry(request)));
        var frame = frames.bare(request);
        return builder.contentType(MediaType.TEXT_HTML)
                .body(templates.citizenMishap(
                        frame,
                        new MishapPage(
                                reference.spoken(),
                                frame.dayAndHour(frame.now()),
                                retry(request),
                                status == HttpStatus.SERVICE_UNAVAILABLE ? resend(request) : null)));
    }

    /// Spread, so that not everybody comes back in the same second.
    private static int again() {
        return ThreadLocalRandom.current().nextInt(5, 16);
    }

    private static @Nullable Resend resend(HttpServletRequest request) {
        try {
            return Resend.of(request, asked(request));
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private Frame frame(HttpServletRequest request) {
        try {
            return frames.of(request);
        } catch (RuntimeException unknown) {
            return frames.bare(request);
        }
    }

    private static String why(HttpStatus status) {
        return switch (status.value()) {
            case 403 -> "stale";
            case 413 -> "large";
            default -> "odd";
        };
    }

    private static boolean forPeople(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    private static boolean isOfTheApi(HttpServletRequest request) {
        return asked(request).equals("/api") || asked(request).startsWith("/api/");
    }

    private static String asked(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : request.getRequestURI();
    }

    private static String retry(HttpServletRequest request) {
        var method = request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String first
                ? first
                : request.getMethod();
        return method.equals("GET") ? LocalPath.or(asked(request), "/home") : "/home";
    }

    private static String where(@Nullable Throwable problem) {
        var said = new StringBuilder();
        for (var each = problem; each != null && said.length() < 5_000; each = each.getCause()) {
            said.append(said.isEmpty() ? "" : "\ncaused by ")
                    .append(each.getClass().getName());
            Arrays.stream(each.getStackTrace())
                    .limit(FRAMES)
                    .forEach(frame -> said.append("\n    at ").append(frame));
        }
        return said.toString();
    }
}

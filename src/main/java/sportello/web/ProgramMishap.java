package sportello.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import sportello.platform.Reference;
import sportello.platform.Words;

/// What a program is told where no operation of the API could answer: in the shape and with the names that the API's
/// own
/// refusals have.
enum ProgramMishap {
    NOT_UNDERSTOOD("The request cannot be understood"),
    NOT_FOUND("There is no such thing, or not for who asks"),
    METHOD_NOT_ALLOWED("This address does not answer this method"),
    NOT_ACCEPTABLE("The answer cannot be given in the type asked for"),
    TOO_LARGE("The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("The body is not of a type that is read here"),
    UNEXPECTED("Something went wrong here"),
    BUSY("The service is busy or being looked after");

    private static final String TYPE = "urn:sportello:problem:";

    private final String title;

    ProgramMishap(String title) {
        this.title = title;
    }

    static ProgramMishap of(HttpStatus status) {
        return switch (status.value()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> BUSY;
            default -> status.is5xxServerError() ? UNEXPECTED : NOT_UNDERSTOOD;
        };
    }

    Map<String, Object> told(HttpStatus status, Reference reference, Words words, Locale language) {
        var code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", TYPE + code);
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", words.say(language, "api.problem." + code));
        problem.put("reference", reference.value());
        return problem;
    }
}

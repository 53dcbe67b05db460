package sportello.web.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sportello.platform.Reference;

/// What the web server refuses before any of us sees it, such as an address that cannot be decoded: problem details for
/// whoever meant the API, a line for everybody else, and nothing of what was sent.
final class LastWord extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(LastWord.class);
    private static final String PROBLEM =
            "{\"type\":\"urn:sportello:problem:%s\",\"title\":\"%s\",\"status\":%d,\"reference\":\"%s\"}";
    private static final String PAGE =
            "<!doctype html><html lang=\"it\"><title>Sportello</title><h1>Non abbiamo capito la richiesta</h1>"
                    + "<p><a href=\"/\">Vai alla pagina iniziale</a></p></html>";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable problem) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
        var address = request.getRequestURI();
        boolean forPrograms = address != null && address.startsWith("/api");
        var words = forPrograms ? problem(status) : PAGE;
        try {
            response.setContentType(forPrograms ? "application/problem+json" : "text/html");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException gone) {
            return;
        }
    }

    private static String problem(int status) {
        var reference = Reference.next();
        LOG.info("{} {} /api", reference, status);
        return status < 500
                ? PROBLEM.formatted("not-understood", "The request cannot be understood", status, reference)
                : PROBLEM.formatted("unexpected", "Something went wrong here", status, reference);
    }
}

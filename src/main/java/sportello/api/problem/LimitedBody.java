package sportello.api.problem;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request whose body ends, loudly, after so many bytes. What still comes is taken from the line and thrown away, so
/// that the sender reads the refusal instead of a broken connection.
final class LimitedBody extends HttpServletRequestWrapper {

    private static final long MOST_THROWN_AWAY = 32L * 1024 * 1024;

    private final long most;
    private @Nullable ServletInputStream limited;

    LimitedBody(HttpServletRequest request, long most) {
        super(request);
        this.most = most;
    }

    /// There is more than is read here.
    static final class Exceeded extends IOException {
        Exceeded() {
            super("The body is too large");
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (limited == null) limited = new Counted(super.getInputStream(), getContentLengthLong());
        return limited;
    }

    private final class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private final long said;
        private long read;

        Counted(ServletInputStream body, long said) {
            this.body = body;
            this.said = said;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (said > most) throw throwAway();
            int got = body.read(into, from, length);
            if (got > 0) read += got;
            if (read > most) throw throwAway();
            return got;
        }

        private Exceeded throwAway() throws IOException {
            var bin = new byte[16 * 1024];
            for (long gone = 0; gone < MOST_THROWN_AWAY; ) {
                int got = body.read(bin, 0, bin.length);
                if (got < 0) break;
                gone += got;
            }
            return new Exceeded();
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}

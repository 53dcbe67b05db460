package sportello.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class UnreadableUploadsTest {

    @Test
    void aNameTheContainerFailsOnIsNotUnderstoodAndNotLogged() throws Exception {
        var answer = new MockHttpServletResponse();
        new UnreadableUploads()
                .doFilter(new MockHttpServletRequest("POST", "/questions"), answer, (request, response) -> {
                    throw new InvalidFileNameException("a\0b.pdf", "Invalid file name");
                });
        assertThat(answer.getStatus()).isEqualTo(400);
    }
}

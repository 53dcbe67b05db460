package sportello.meeting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import sportello.testing.TestDatabase;

/// The whole product on a real port and a real PostgreSQL, with a media server that remembers instead of Janus, and
/// graces short enough to wait for.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = sportello.Sportello.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sportello.demo.enabled=true",
            "sportello.media.janus=off",
            "sportello.meeting.presence-grace=20s",
            "sportello.meeting.reconnect-grace=1s",
            "sportello.meeting.longest-line=200"
        })
@ContextConfiguration(initializers = TestDatabase.class)
@Import({RememberingMedia.class, Cast.class})
public @interface MeetingTest {}

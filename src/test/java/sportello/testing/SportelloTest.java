package sportello.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;

/// The whole product without a network, on a real PostgreSQL of its own, in demonstration mode (so the clock moves),
/// without Janus. Contexts are shared between test classes: do not depend on empty tables.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = sportello.Sportello.class,
        properties = {
            "sportello.demo.enabled=true",
            "sportello.media.janus=off",
            "server.port=0",
            // What follows a booking is done before it is answered, however fast a test books.
            "sportello.booking.calm=100000"
        })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestDatabase.class)
public @interface SportelloTest {}

package sportello.api.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import sportello.api.problem.Kind;

/// What programs are told of one address, beside what its parameters and records say by themselves. Refusals that every
/// address of its shape has need no naming.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Operation {
    String id();

    String summary();

    String about() default "";

    Tag tag();

    int answers() default 200;

    Kind[] refuses() default {};

    /// Whether the answer carries the version in an ETag.
    boolean versioned() default false;

    /// Whether anybody may ask.
    boolean open() default false;

    enum Tag {
        HEALTH("health", "Whether the installation works, and this description"),
        SERVICES("services", "What can be booked, where and when"),
        APPOINTMENTS("appointments", "Holding an hour, booking, moving, giving up"),
        WAITING("waiting-list", "Being told of a freed hour"),
        PERSON("person", "What concerns the person: notices, contacts, in whose name they act"),
        DELEGATIONS("delegations", "Who may act for whom"),
        CONSULTANCY("consultancy", "An intermediary's positions and questions"),
        EVENTS("events", "What happened to the appointments a program booked, asked for or told");

        private final String code;
        private final String about;

        Tag(String code, String about) {
            this.code = code;
            this.about = about;
        }

        String code() {
            return code;
        }

        String about() {
            return about;
        }
    }
}

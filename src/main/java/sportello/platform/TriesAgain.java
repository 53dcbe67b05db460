package sportello.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Who asks a verb of this class while others lock the same rows in another order is no party to that: what the
/// database undid to end a deadlock is done once more, from its beginning, unless the caller's own transaction was
/// undone with it.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface TriesAgain {}

/// The words of messages: what the product ships, what the body made of it, and nothing that runs.
@NamedInterface("texts")
@NullMarked
package sportello.notification.texts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

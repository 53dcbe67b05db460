/// What happened to an appointment, told to the program that booked it.
@NamedInterface("webhooks")
@NullMarked
package sportello.partners.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/// What upper rooms answer for booking: who is eligible.
@NamedInterface("spi")
@NullMarked
package sportello.booking.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

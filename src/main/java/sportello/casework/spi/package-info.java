/// What upper rooms answer for casework: what takes effect when a case is concluded.
@NamedInterface("spi")
@NullMarked
package sportello.casework.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

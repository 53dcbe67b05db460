/// What upper rooms answer for identity: in which capacities a person may act.
@NamedInterface("spi")
@NullMarked
package sportello.identity.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

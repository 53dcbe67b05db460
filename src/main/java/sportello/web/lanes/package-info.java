/// Separate capacity (rule G6): whose request this is, how many of a kind are treated at once, what the others are
/// told.
@NamedInterface("lanes")
@NullMarked
package sportello.web.lanes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

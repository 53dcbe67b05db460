/// The line in front of a booking, as those who wait in it meet it.
@NullMarked
package sportello.web.line;

import org.jspecify.annotations.NullMarked;

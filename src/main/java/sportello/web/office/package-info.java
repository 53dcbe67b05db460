/// What the office's people see: the day, a case, the register, recordings.
@NullMarked
package sportello.web.office;

import org.jspecify.annotations.NullMarked;

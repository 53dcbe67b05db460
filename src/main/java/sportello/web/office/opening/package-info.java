/// What an office manager sees of openings: counters, changes before they are kept, who has to move (rule G9).
@NullMarked
package sportello.web.office.opening;

import org.jspecify.annotations.NullMarked;

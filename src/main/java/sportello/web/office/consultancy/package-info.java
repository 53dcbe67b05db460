/// What the officers of a unit see of remote consultancies: the queue, a case, the questions.
@NullMarked
package sportello.web.office.consultancy;

import org.jspecify.annotations.NullMarked;

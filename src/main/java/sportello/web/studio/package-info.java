/// Pages of a studio's members: positions, questions, appointments lit on them.
@NullMarked
package sportello.web.studio;

import org.jspecify.annotations.NullMarked;

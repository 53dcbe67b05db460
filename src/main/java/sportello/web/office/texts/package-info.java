/// Where the body writes what its messages say.
@NullMarked
package sportello.web.office.texts;

import org.jspecify.annotations.NullMarked;

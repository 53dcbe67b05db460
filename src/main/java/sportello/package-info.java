@NullMarked
package sportello;

import org.jspecify.annotations.NullMarked;

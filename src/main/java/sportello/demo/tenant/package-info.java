/// A Microsoft 365 tenant as far as an invitation needs one, spoken to over HTTP on this machine.
@NullMarked
package sportello.demo.tenant;

import org.jspecify.annotations.NullMarked;

/// Pages of the contact centre's agents and of the front desk (*Prima accoglienza*): people met, identified and helped.
@NullMarked
package sportello.web.counter;

import org.jspecify.annotations.NullMarked;

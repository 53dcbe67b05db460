/// The providers that carry messages out: mail servers, an SMS centre, a gateway.
@NullMarked
package sportello.notification.carriers;

import org.jspecify.annotations.NullMarked;

/// What programs are told without asking: events, and the addresses they go to.
@NullMarked
package sportello.api.webhook;

import org.jspecify.annotations.NullMarked;

/// Media of recorded rooms through Janus, started and guarded by the product: capture, chain, seal, view.
@NullMarked
package sportello.meeting.janus;

import org.jspecify.annotations.NullMarked;

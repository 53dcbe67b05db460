/// Pages around and in the meeting room: the door, the recording notice, the wait, the room itself, the official's
/// side.
@NullMarked
package sportello.web.room;

import org.jspecify.annotations.NullMarked;

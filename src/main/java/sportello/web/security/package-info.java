/// Who is at the door, and which addresses answer them: login, capacity, headers, ports.
@NamedInterface("security")
@NullMarked
package sportello.web.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

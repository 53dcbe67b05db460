package sportello.web.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// A further port of the one server, with addresses of its own: they answer there and, unless shared, nowhere else.
///
/// @param name a short name for log and `/demo/addresses`
/// @param port 0: any free one
/// @param addresses path prefixes that belong to this door
/// @param home where `/` leads
/// @param address on which it listens, null: the product's own
/// @param shared its addresses answer at the product's port too
public record Door(
        String name,
        int port,
        List<String> addresses,
        String home,
        @Nullable String address,
        boolean shared) {

    public Door(String name, int port, List<String> addresses, String home, @Nullable String address) {
        this(name, port, addresses, home, address, false);
    }

    /// The wanted port; when none is said, so many above the product's, or any free one when that is free too.
    public static int beside(Environment environment, int above, int wanted) {
        if (wanted >= 0) return wanted;
        int product = environment.getProperty("server.port", Integer.class, 8080);
        return product == 0 ? 0 : product + above;
    }

    boolean owns(String path) {
        return !shared && answers(path);
    }

    boolean answers(String path) {
        return addresses.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}

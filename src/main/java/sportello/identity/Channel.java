package sportello.identity;

import java.util.Arrays;
import java.util.Optional;

/// By which channel somebody asks (rule D3). A service's policy lists those it may be booked by.
public enum Channel {
    /// The reserved area.
    WEB("web"),
    /// The body's own app.
    APP("app"),
    /// *Prima accoglienza*: at the office, with an official.
    FRONT_DESK("front-desk"),
    /// On the telephone, with an agent.
    CONTACT_CENTRE("contact-centre"),
    /// The telephone that answers by itself.
    IVR("ivr"),
    /// Another system: a Cassetto's own, a municipality's.
    API("api");

    private final String code;

    Channel(String code) {
        this.code = code;
    }

    /// As policies and tables write it.
    public String code() {
        return code;
    }

    public static Optional<Channel> of(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.code.equals(code))
                .findFirst();
    }
}

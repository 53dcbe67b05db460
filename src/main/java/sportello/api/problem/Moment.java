package sportello.api.problem;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// A moment as RFC 3339 writes it: with a year of four digits. No database and no calendar of ours reaches further.
public final class Moment extends StdScalarDeserializer<Instant> {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    Moment() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING))
            return (Instant) context.handleUnexpectedToken(context.constructType(Instant.class), json);
        try {
            return of(json.getString());
        } catch (DateTimeException notOne) {
            return (Instant) context.handleWeirdStringValue(Instant.class, json.getString(), "no moment");
        }
    }

    public static Instant of(String written) {
        var moment = Instant.parse(written);
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) throw new DateTimeException("too far");
        return moment;
    }
}

package sportello.api.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Leaves a controller when a verb answered no. Says nothing by itself: what is told is put into words at the edge.
public final class Problem extends RuntimeException {

    private final Kind kind;
    private final String word;
    private final Map<String, ?> facts;
    private final List<Field> fields = new ArrayList<>();
    private @Nullable String reason;
    private @Nullable UUID existing;
    private @Nullable Duration again;
    private List<Nearest> nearest = List.of();

    /// One value that does not do: where it stands, and a key of words with what to do.
    record Field(String name, String word, Map<String, ?> facts) {}

    private Problem(Kind kind, String word, Map<String, ?> facts) {
        super(kind.code(), null, false, false);
        this.kind = kind;
        this.word = word;
        this.facts = facts;
    }

    public static Problem of(Kind kind) {
        return new Problem(kind, "api.problem." + kind.code(), Map.of());
    }

    /// What a room refused, in its own words; `reason` is the key of words, for programs that speak by themselves.
    public static Problem refused(String reason, Map<String, ?> facts) {
        var refusal = new Problem(Kind.NOT_ALLOWED, reason, facts);
        refusal.reason = reason;
        return refusal;
    }

    /// Why a file is not taken, in the same way.
    public static Problem unfitFile(String reason, Map<String, ?> facts) {
        var refusal = new Problem(Kind.UNFIT_FILE, reason, facts);
        refusal.reason = reason;
        return refusal;
    }

    /// Why it is not possible in its present state, in the same way.
    public static Problem notNow(String reason) {
        var refusal = new Problem(Kind.NOT_NOW, reason, Map.of());
        refusal.reason = reason;
        return refusal;
    }

    /// What a room found wrong: field → key of words.
    public static Problem wrong(Map<String, String> fields) {
        var invalid = of(Kind.INVALID);
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> invalid.at(each.getKey(), each.getValue(), Map.of()));
        return invalid;
    }

    public Problem at(String field, String word, Map<String, ?> named) {
        fields.add(new Field(field, word, named));
        return this;
    }

    public Problem instead(UUID already) {
        existing = already;
        return this;
    }

    public Problem nearest(List<Nearest> hours) {
        nearest = List.copyOf(hours);
        return this;
    }

    public Problem again(Duration after) {
        again = after;
        return this;
    }

    public Kind kind() {
        return kind;
    }

    String word() {
        return word;
    }

    Map<String, ?> facts() {
        return facts;
    }

    List<Field> fields() {
        return fields;
    }

    @Nullable String reason() {
        return reason;
    }

    @Nullable UUID existing() {
        return existing;
    }

    @Nullable Duration again() {
        return again;
    }

    List<Nearest> nearest() {
        return nearest;
    }
}

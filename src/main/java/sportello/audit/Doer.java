package sportello.audit;

import org.jspecify.annotations.Nullable;

/// Who did it, by opaque reference: kind (`citizen`, `staff`, `guest`, `system`…), id, and for whom if on behalf.
public record Doer(String kind, String id, @Nullable String onBehalfOf) {

    public static Doer system(String name) {
        return new Doer("system", name, null);
    }
}

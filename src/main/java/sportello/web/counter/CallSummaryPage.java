package sportello.web.counter;

import java.util.List;

/// What is read back to the caller before it is confirmed.
public record CallSummaryPage(
        CallerBar caller,
        String service,
        String address,
        String kept,
        List<Fact> facts,
        List<String> readAloud,
        String hold,
        String idempotencyKey) {

    public record Fact(String name, String value) {}
}

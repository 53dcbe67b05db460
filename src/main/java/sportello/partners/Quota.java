package sportello.partners;

/// How much of its minute a program has used.
///
/// @param remaining requests still free in it
/// @param resetSeconds until the next minute begins
public record Quota(int limit, int remaining, long resetSeconds, boolean exceeded) {

    static Quota of(int limit, int asked, double secondsLeft) {
        return new Quota(limit, Math.max(0, limit - asked), Math.max(1, (long) Math.ceil(secondsLeft)), asked > limit);
    }
}

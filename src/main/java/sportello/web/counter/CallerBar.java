package sportello.web.counter;

/// Whom this page is about, said on each page so that calls open side by side are not mixed up.
public record CallerBar(
        String address, String name, String bornOn, String channel, boolean atTheDesk, boolean identified) {}

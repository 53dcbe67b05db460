package sportello.web.room;

/// How it ended and what to do now. `good`: the purpose was reached.
public record EndView(String title, String text, String next, boolean good, boolean own, boolean again) {}

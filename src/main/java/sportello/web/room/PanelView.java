package sportello.web.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The official's panel: the script, the papers, the people, what is missing.
///
/// @param stage `before` (not opened yet), `open`, `suspended`
/// @param told what came of the last act; null for nothing
/// @param minutes of the whole appointment; `left` of them remain
/// @param now, ends milliseconds, for the page's own clock
/// @param consultancy where the case is read and ended, when that is not here
/// @param key the idempotency key of the conclusion
public record PanelView(
        String address,
        String stage,
        @Nullable Told told,
        int minutes,
        int left,
        long now,
        long ends,
        String endsAt,
        List<Step> steps,
        int done,
        List<Paper> papers,
        int accepted,
        List<Guest> people,
        List<Fact> facts,
        List<String> obstacles,
        List<String> notes,
        List<Fact> waitingWords,
        List<Missing> missing,
        List<Hour> hours,
        String key,
        @Nullable String mediaMissing,
        boolean unrecorded,
        @Nullable String consultancy) {

    public boolean open() {
        return stage.equals("open");
    }

    /// @param kind `is-ok`, `is-warn` or `is-bad`
    public record Told(String kind, String text, List<String> more) {}

    /// @param state `todo`, `yes`, `no`, `void` (ticked while the recording had a gap)
    /// @param when the hour it was ticked
    public record Step(
            String code,
            int number,
            String title,
            String say,
            String hint,
            String yes,
            String no,
            String state,
            @Nullable String when,
            @Nullable String note,
            boolean current,
            boolean alone,
            boolean required) {}

    /// @param state as in `CaseFile.PaperItem`
    public record Paper(
            String code,
            String name,
            String state,
            String word,
            @Nullable String reason,
            List<Copy> copies,
            boolean required) {}

    /// @param picture can be shown beside the video
    public record Copy(String address, String name, boolean picture) {}

    /// @param state `absent`, `notice` (has not accepted the recording), `refused`, `waiting`, `inside`, `out`
    /// @param how how they entered, in words
    public record Guest(
            String entry,
            String name,
            String role,
            String state,
            String how,
            boolean mayAdmit,
            boolean mayPutOut,
            boolean mayLetIn,
            boolean mayResend,
            @Nullable String link) {}

    public record Fact(String name, String value) {}

    public record Missing(String what, String text) {}

    public record Hour(String at, String text) {}
}

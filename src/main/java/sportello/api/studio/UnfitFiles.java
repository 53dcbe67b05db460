package sportello.api.studio;

import java.util.Map;
import sportello.api.problem.Problem;
import sportello.documents.PaperCheck;

/// Why files were not taken with a question, in the words its page has.
final class UnfitFiles {

    private static final int MEGA = 1_000_000;

    private UnfitFiles() {}

    static Problem tooMany(int most) {
        return Problem.unfitFile("question.file.too_many", Map.of("most", most));
    }

    static Problem tooLarge(long mostBytes) {
        return Problem.unfitFile("question.file.too_large", Map.of("most", mostBytes / MEGA));
    }

    static Problem unfit(String name, PaperCheck.Verdict why) {
        var facts = Map.of("name", name);
        return switch (why) {
            case PaperCheck.Verdict.Fine _ -> throw new IllegalArgumentException("Nothing is wrong with this file");
            case PaperCheck.Verdict.Empty() -> Problem.unfitFile("question.file.empty", facts);
            case PaperCheck.Verdict.TooLarge(var bytes) ->
                Problem.unfitFile("question.file.one_too_large", Map.of("name", name, "most", bytes / MEGA));
            case PaperCheck.Verdict.WrongType _ -> Problem.unfitFile("question.file.wrong_type", facts);
            case PaperCheck.Verdict.Damaged() -> Problem.unfitFile("question.file.damaged", facts);
            case PaperCheck.Verdict.Locked() -> Problem.unfitFile("question.file.locked", facts);
            case PaperCheck.Verdict.Active() -> Problem.unfitFile("question.file.active", facts);
        };
    }
}

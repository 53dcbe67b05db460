package sportello.web.studio;

import java.util.Map;
import sportello.documents.PaperCheck;
import sportello.web.citizen.Errors.Problem;

/// Why a file was not taken, beside its field.
final class FileProblems {

    private FileProblems() {}

    static Problem tooMany(int most) {
        return problem("question.file.too_many", Map.of("most", most));
    }

    static Problem tooLarge(long mostBytes) {
        return problem("question.file.too_large", Map.of("most", mostBytes / 1_000_000));
    }

    static Problem unfit(String name, PaperCheck.Verdict why) {
        var facts = Map.of("name", name);
        return switch (why) {
            case PaperCheck.Verdict.Fine _ -> throw new IllegalArgumentException("Nothing is wrong with this file");
            case PaperCheck.Verdict.Empty() -> problem("question.file.empty", facts);
            case PaperCheck.Verdict.TooLarge(var bytes) ->
                problem("question.file.one_too_large", Map.of("name", name, "most", bytes / 1_000_000));
            case PaperCheck.Verdict.WrongType _ -> problem("question.file.wrong_type", facts);
            case PaperCheck.Verdict.Damaged() -> problem("question.file.damaged", facts);
            case PaperCheck.Verdict.Locked() -> problem("question.file.locked", facts);
            case PaperCheck.Verdict.Active() -> problem("question.file.active", facts);
        };
    }

    private static Problem problem(String key, Map<String, ?> facts) {
        return new Problem("files", key, key, facts);
    }
}

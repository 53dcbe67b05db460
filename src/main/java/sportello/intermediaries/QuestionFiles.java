package sportello.intermediaries;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import sportello.audit.Doer;
import sportello.documents.PaperCheck;
import sportello.documents.Vault;
import sportello.offices.Cassetto;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;

/// What goes with a message: few, small and readable files, judged by content (rule C4).
@Component
class QuestionFiles {

    private static final int LONGEST_NAME = 120;

    private final PaperCheck check;
    private final Vault vault;
    private final Services services;
    private final IntermediarySettings settings;

    QuestionFiles(PaperCheck check, Vault vault, Services services, IntermediarySettings settings) {
        this.check = check;
        this.vault = vault;
        this.services = services;
        this.settings = settings;
    }

    sealed interface Judged {
        record Fine(List<Checked> files) implements Judged {}

        record TooMany(int most) implements Judged {}

        record TooLarge(long mostBytes) implements Judged {}

        record Unfit(String name, PaperCheck.Verdict why) implements Judged {}
    }

    record Checked(Upload upload, String name, String mediaType, String sha256) {}

    Judged judge(List<Upload> uploads) throws IOException {
        if (uploads.size() > settings.mostFiles()) return new Judged.TooMany(settings.mostFiles());
        long together = 0;
        for (var upload : uploads) together += Files.size(upload.content());
        if (together > settings.mostBytes().toBytes())
            return new Judged.TooLarge(settings.mostBytes().toBytes());
        var fine = new ArrayList<Checked>();
        for (var upload : uploads) {
            var verdict = check.look(upload.content(), PaperCheck.WITH_A_QUESTION);
            if (!(verdict instanceof PaperCheck.Verdict.Fine(var type, var extension)))
                return new Judged.Unfit(shown(upload.name()), verdict);
            fine.add(new Checked(upload, named(upload.name(), extension), type, hash(upload)));
        }
        return new Judged.Fine(List.copyOf(fine));
    }

    Question.File keep(QuestionId question, Cassetto cassetto, Checked file, Doer by) throws IOException {
        var retention = services.all().stream()
                .filter(policy -> policy.cassetto() == cassetto)
                .findFirst()
                .map(ServicePolicy::retention)
                .orElseThrow();
        try (var content = Files.newInputStream(file.upload().content())) {
            var kept = vault.keep(
                    content,
                    new Vault.Facts("question-file", question.value(), "question-file", file.mediaType(), retention),
                    by);
            return new Question.File(kept.id(), file.name(), file.mediaType(), kept.length());
        }
    }

    private static String hash(Upload upload) throws IOException {
        return HexFormat.of().formatHex(Requests.sha256().digest(Files.readAllBytes(upload.content())));
    }

    /// The ending says what the file is, whatever it was called.
    private static String named(String name, String extension) {
        var shown = shown(name);
        var dot = shown.lastIndexOf('.');
        return (dot > 0 ? shown.substring(0, dot) : shown) + "." + extension;
    }

    /// Without folders, signs that hide something, and blanks at the ends.
    private static String shown(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var plain = last.replaceAll("[\\p{C}\"<>|:*?]", "").strip();
        return Optional.of(plain.substring(0, Math.min(plain.length(), LONGEST_NAME)))
                .filter(text -> !text.isEmpty())
                .orElse("allegato");
    }
}

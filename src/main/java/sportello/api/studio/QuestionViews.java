package sportello.api.studio;

import java.util.ArrayList;
import java.util.List;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionPage;
import sportello.intermediaries.Questions;

/// Questions as programs see them, and the rooms' no as problems.
final class QuestionViews {

    private QuestionViews() {}

    static QuestionView line(QuestionPage.Line line) {
        return new QuestionView(
                line.id().value(),
                line.protocol(),
                line.cassetto(),
                line.position().value(),
                line.positionName(),
                line.topic(),
                line.subject(),
                line.state(),
                line.negative(),
                line.askedAt(),
                line.lastAt(),
                null,
                null);
    }

    static QuestionView whole(Question question) {
        var position = question.position();
        return new QuestionView(
                question.id().value(),
                question.protocol(),
                position.cassetto(),
                position.id().value(),
                position.name(),
                question.topic(),
                question.subject(),
                question.state(),
                question.negative(),
                question.askedAt(),
                question.lastAt(),
                question.appointment() == null ? null : question.appointment().value(),
                thread(question));
    }

    private static List<QuestionView.Message> thread(Question question) {
        var thread = new ArrayList<QuestionView.Message>();
        for (var message : question.thread())
            thread.add(new QuestionView.Message(
                    message.id(),
                    message.at(),
                    message.kind(),
                    message.author().isEmpty() ? null : message.author(),
                    message.text(),
                    message.files().stream()
                            .map(file -> new QuestionView.File(
                                    file.document().value(), file.name(), file.mediaType(), file.length()))
                            .toList()));
        return List.copyOf(thread);
    }

    static Question asked(Questions.Asked asked) {
        return switch (asked) {
            case Questions.Done(var question) -> question;
            case Questions.Wrong(var fields) -> throw Problem.wrong(fields);
            case Questions.KeyReused() -> throw Problem.of(Kind.KEY_REUSED);
            case Questions.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
            case Questions.TooManyFiles(var most) -> throw UnfitFiles.tooMany(most);
            case Questions.FilesTooLarge(var most) -> throw UnfitFiles.tooLarge(most);
            case Questions.UnfitFile(var name, var why) -> throw UnfitFiles.unfit(name, why);
        };
    }

    static Question replied(Questions.Replied replied) {
        return switch (replied) {
            case Questions.Done(var question) -> question;
            case Questions.Wrong(var fields) -> throw Problem.wrong(fields);
            case Questions.NotNow(var _) -> throw Problem.of(Kind.NOT_NOW);
            case Questions.KeyReused() -> throw Problem.of(Kind.KEY_REUSED);
            case Questions.NotFound() -> throw Problem.of(Kind.NOT_FOUND);
            case Questions.TooManyFiles(var most) -> throw UnfitFiles.tooMany(most);
            case Questions.FilesTooLarge(var most) -> throw UnfitFiles.tooLarge(most);
            case Questions.UnfitFile(var name, var why) -> throw UnfitFiles.unfit(name, why);
        };
    }
}

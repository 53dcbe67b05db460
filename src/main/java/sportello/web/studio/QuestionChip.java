package sportello.web.studio;

import sportello.intermediaries.Question;
import sportello.web.Frame;

/// A question's state as a word with an icon.
public record QuestionChip(String text, String kind, String icon) {

    static QuestionChip of(Frame frame, Question.State state, boolean negative) {
        return switch (state) {
            case OPEN -> new QuestionChip(frame.say("question.state.open"), "is-now", "it-clock");
            case ANSWERED ->
                negative
                        ? new QuestionChip(frame.say("question.state.negative"), "is-warn", "it-info-circle")
                        : new QuestionChip(frame.say("question.state.answered"), "is-ok", "it-check");
            case ASKED_BACK -> new QuestionChip(frame.say("question.state.asked_back"), "is-warn", "it-help-circle");
            case CLOSED -> new QuestionChip(frame.say("question.state.closed"), "", "it-check-circle");
            case REJECTED -> new QuestionChip(frame.say("question.state.rejected"), "is-bad", "it-close-circle");
            case WITHDRAWN -> new QuestionChip(frame.say("question.state.withdrawn"), "", "it-minus-circle");
        };
    }
}

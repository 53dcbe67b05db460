package sportello.web.office.consultancy;

import sportello.intermediaries.Question;

/// Where a question stands, seen from the office.
final class QuestionMarks {

    private QuestionMarks() {}

    static Mark of(Question.State state, boolean negative) {
        return switch (state) {
            case OPEN -> new Mark("is-warn", "it-comment", "officequestion.state.OPEN");
            case ASKED_BACK -> new Mark("is-now", "it-clock", "officequestion.state.ASKED_BACK");
            case ANSWERED ->
                negative
                        ? new Mark("is-bad", "it-close-circle", "officequestion.state.negative")
                        : new Mark("is-ok", "it-check", "officequestion.state.ANSWERED");
            case CLOSED -> new Mark("", "it-check-circle", "officequestion.state.CLOSED");
            case REJECTED -> new Mark("is-bad", "it-ban", "officequestion.state.REJECTED");
            case WITHDRAWN -> new Mark("", "it-close-circle", "officequestion.state.WITHDRAWN");
        };
    }
}

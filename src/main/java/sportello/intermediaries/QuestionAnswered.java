package sportello.intermediaries;

/// The office answered; after a negative answer an appointment may be lit (rule C4). Published inside the transaction.
public record QuestionAnswered(QuestionId question, boolean positive) {}

package sportello.intermediaries;

/// The office closed a question. Published inside the transaction.
public record QuestionClosed(QuestionId question) {}

package sportello.intermediaries;

/// The office asked something back before answering. Published inside the transaction.
public record QuestionAskedBack(QuestionId question) {}

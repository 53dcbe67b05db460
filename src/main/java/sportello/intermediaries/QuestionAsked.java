package sportello.intermediaries;

/// A question was asked. Published inside the transaction.
public record QuestionAsked(QuestionId question) {}

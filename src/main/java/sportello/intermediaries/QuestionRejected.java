package sportello.intermediaries;

/// The office rejected a question, with the reason in its thread. Published inside the transaction.
public record QuestionRejected(QuestionId question) {}

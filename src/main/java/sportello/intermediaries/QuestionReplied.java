package sportello.intermediaries;

/// The studio added to a question: the office owes an answer. Published inside the transaction.
public record QuestionReplied(QuestionId question) {}

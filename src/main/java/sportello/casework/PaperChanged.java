package sportello.casework;

/// A paper was asked for, sent, accepted or asked again.
public record PaperChanged(CaseId caseId, String paper) {}

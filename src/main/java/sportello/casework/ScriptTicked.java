package sportello.casework;

/// A step of the script was ticked: a marker on the recording.
public record ScriptTicked(CaseId caseId, String step, String outcome) {}

package sportello.intermediaries;

import sportello.offices.Cassetto;

/// What a question may be about, on two levels: words `topic.<group>` and `topic.<code>`. `workingDays`: after as many
/// without an answer an appointment may be lit (rule C4).
public record Topic(Cassetto cassetto, String group, String code, int workingDays) {}

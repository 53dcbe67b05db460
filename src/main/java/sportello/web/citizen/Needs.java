package sportello.web.citizen;

import java.util.ArrayList;
import java.util.List;
import sportello.booking.Matter;
import sportello.offices.ServicePolicy;

/// What to have at hand for an appointment, from the papers its service asks in this matter.
public final class Needs {

    private Needs() {}

    /// Codes of words `appointment.need.…`: two identity documents are said in one line, a person beside you last.
    public static List<String> of(ServicePolicy policy, Matter matter) {
        var codes = new ArrayList<String>();
        for (var paper : policy.papersFor(matter.answers())) {
            var code = paper.code().endsWith("-identity") ? "identity" : paper.code();
            if (!codes.contains(code)) codes.add(code);
        }
        if (policy.parties().stream().anyMatch(party -> party.role().equals("delegator"))) codes.add("together");
        return List.copyOf(codes);
    }

    public static String icon(String code) {
        return switch (code) {
            case "identity", "health-card" -> "it-card";
            case "together" -> "it-user";
            default -> "it-file";
        };
    }
}

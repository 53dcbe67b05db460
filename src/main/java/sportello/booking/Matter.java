package sportello.booking;

import java.util.Map;
import java.util.Set;
import sportello.agenda.Search;

/// What an appointment is about, as stated by who books: plain answers by name (`delegator.tax_code`, …; `situation`
/// = `bedridden` or `hospitalised` asks for other papers, rule D8), judged by
/// the service's `Eligibility`, kept with the appointment, never put in events, logs or audit entries.
public record Matter(Map<String, String> answers) {

    public Matter {
        answers = Map.copyOf(answers);
    }

    /// What its person needs from a counter: answer `needs`, codes of languages and aids.
    public Set<String> needs() {
        return Search.needs(get("needs"));
    }

    public String get(String name) {
        return answers.getOrDefault(name, "");
    }
}

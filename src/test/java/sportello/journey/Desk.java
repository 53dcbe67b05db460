package sportello.journey;

import java.util.LinkedHashMap;
import java.util.Map;
import sportello.journey.Visitor.Page;

/// What an agent does for somebody, form by form and without a script.
final class Desk {

    static final String SERVICE = "delegation-web-meeting";
    static final String BRUNO = "DLGBRN71E14A944W";
    static final String TUESDAY_NINE = "2027-03-02T08:00:00Z";
    static final String TUESDAY_TWENTY_PAST = "2027-03-02T08:20:00Z";
    static final String THURSDAY_NINE = "2027-03-04T08:00:00Z";

    private final Visitor agent;

    Desk(Visitor agent) {
        this.agent = agent;
    }

    Visitor agent() {
        return agent;
    }

    Page find(Map<String, String> typed) {
        return agent.send(agent.get("/office/people"), "/office/people", typed);
    }

    Page meet(String taxCode) {
        return agent.send(find(Map.of("tax_code", taxCode)), "/office/calls", Map.of());
    }

    /// Three right answers on the telephone; at the desk the document and the face.
    Page identify(Page met) {
        var right = met.body().contains("name=\"document\"")
                ? Map.of("document", "right", "likeness", "right")
                : Map.of("full-name", "right", "tax-code", "right", "born-on", "right");
        return agent.send(met, "/identification", right);
    }

    /// The caller's screen.
    Page caller(String taxCode) {
        return identify(meet(taxCode)).is(200);
    }

    static String call(Page page) {
        return page.at().getPath().replaceFirst("^(/office/calls/[^/]+).*$", "$1");
    }

    Page hour(Page caller, String at) {
        var page = agent.get(call(caller) + "/book/" + SERVICE).is(200);
        return agent.send(page, "/hour", Map.of("hour", at));
    }

    Page book(Page caller, String at, Map<String, String> typed) {
        var matter = hour(caller, at).is(200);
        var all = new LinkedHashMap<>(anna());
        all.putAll(typed);
        var summary = agent.send(matter, "/matter", all).is(200);
        return agent.send(summary, "/summary", Map.of());
    }

    static Map<String, String> anna() {
        return Map.ofEntries(
                Map.entry("delegator.given_name", "Anna"),
                Map.entry("delegator.family_name", "Delegante"),
                Map.entry("delegator.tax_code", TaxCodes.ANNA),
                Map.entry("delegator.born", "2 3 1941"),
                Map.entry("delegator.language", "it"),
                Map.entry("situation", "signs"),
                Map.entry("declares.cannot_come", "yes"),
                Map.entry("declares.no_identity", "yes"),
                Map.entry("contact.mobile", "333 1234567"),
                Map.entry("contacts_confirmed", "yes"));
    }
}

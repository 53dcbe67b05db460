package sportello.web.studio;

import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.agenda.Search;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.web.Frame;
import sportello.web.citizen.Steps;

/// What all steps of an appointment on a question show.
@Component
class LitSteps {

    private final Offices offices;

    LitSteps(Offices offices) {
        this.offices = offices;
    }

    Steps at(Frame frame, Lit lit, int number) {
        return Steps.of(
                frame,
                lit.policy(),
                lit.base(),
                "light.step.",
                Lit.STEPS,
                number,
                "/questions/" + lit.question().id(),
                frame.say("question.one"),
                lit.hold());
    }

    /// All counters of the office of that one.
    Search search(Lit lit, UUID counter) {
        return offices.counter(counter)
                .map(found -> Search.anywhere(lit.policy().code()).inOffice(found.office()))
                .orElseGet(() -> Search.at(lit.policy().code(), counter));
    }

    String office(UUID counter) {
        return offices.counter(counter)
                .flatMap(found -> offices.find(found.office()))
                .map(Office::name)
                .orElse("");
    }

    StudioRefusal refusal(Frame frame, Lit lit, String reason) {
        return new StudioRefusal(
                reason,
                "/questions/" + lit.question().id(),
                frame.say("light.refused.question"),
                "/cassetti/" + Slugs.of(lit.question().position().cassetto()) + "/positions/"
                        + lit.question().position().id());
    }
}

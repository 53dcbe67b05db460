package sportello.web.counter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.intermediaries.Lighting;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.offices.Cassetto;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.web.Answer;

/// The open questions of an intermediary who calls, on which an appointment may be lit now (rules C3, C4).
@Component
class CallQuestions {

    private static final int MOST = 10;
    private static final Set<Question.State> UNSETTLED =
            Set.of(Question.State.OPEN, Question.State.ANSWERED, Question.State.ASKED_BACK);

    private final Reach reach;
    private final Questions questions;
    private final Services services;

    CallQuestions(Reach reach, Questions questions, Services services) {
        this.reach = reach;
        this.questions = questions;
        this.services = services;
    }

    /// A question an appointment may be lit on, the consultation point of its Cassetto, and as whom the caller books.
    record Lit(Question question, ServicePolicy policy, Capacity.AsIntermediary studio, Actor.Assisted by) {

        String address(Caller caller) {
            return caller.address() + "/studios/" + studio.studio() + "/questions/" + question.id();
        }
    }

    List<Lit> of(Caller caller) {
        return reach.studios(caller).stream()
                .flatMap(studio -> member(caller, studio.studio()).stream()
                        .flatMap(member ->
                                questions
                                        .search(member, new QuestionSearch("", Set.of(), UNSETTLED, null, null), null)
                                        .lines()
                                        .stream()
                                        .filter(line -> questions.lighting(line.id(), member) instanceof Lighting.Lit)
                                        .flatMap(line -> lit(caller, studio, line.id()).stream())))
                .limit(MOST)
                .toList();
    }

    Lit find(Caller caller, UUID studio, UUID question) {
        return reach.studios(caller).stream()
                .filter(each -> each.studio().equals(studio))
                .flatMap(each -> lit(caller, each, new QuestionId(question)).stream())
                .findFirst()
                .orElseThrow(Answer::unknown);
    }

    private Optional<Lit> lit(Caller caller, Capacity.AsIntermediary studio, QuestionId id) {
        return member(caller, studio.studio())
                .flatMap(member -> questions.find(id, member))
                .flatMap(question -> point(caller, question.position().cassetto())
                        .map(policy -> new Lit(question, policy, studio, caller.helped(studio.studio()))));
    }

    private static Optional<Actor.Intermediary> member(Caller caller, UUID studio) {
        return caller.helped(studio).who() instanceof Actor.Intermediary member
                ? Optional.of(member)
                : Optional.empty();
    }

    /// The consultation point of a Cassetto, where this agent may book it.
    private Optional<ServicePolicy> point(Caller caller, Cassetto cassetto) {
        return services.all().stream()
                .filter(policy -> policy.cassetto() == cassetto)
                .filter(policy -> reach.serves(caller, policy))
                .findFirst();
    }
}

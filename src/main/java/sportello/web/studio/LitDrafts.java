package sportello.web.studio;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Draft;
import sportello.identity.Actor;
import sportello.intermediaries.Question;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.offices.Cassetto;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;
import sportello.web.Answer;

/// Where a member stands on the way to an appointment on a question, read afresh at every step. The drafts of two
/// questions never meet.
@Component
class LitDrafts {

    private final Questions questions;
    private final Services services;
    private final Bookings bookings;
    private final Agenda agenda;
    private final ProductClock clock;

    LitDrafts(Questions questions, Services services, Bookings bookings, Agenda agenda, ProductClock clock) {
        this.questions = questions;
        this.services = services;
        this.bookings = bookings;
        this.agenda = agenda;
        this.clock = clock;
    }

    Lit of(Actor.Intermediary by, UUID id) {
        var question = questions.find(new QuestionId(id), by).orElseThrow(Answer::unknown);
        var policy = policy(question.position().cassetto()).orElseThrow(Answer::unknown);
        var draft = bookings.draft(by, name(policy, question));
        var lit = new Lit(question, policy, draft.map(Draft::answers).orElse(Map.of()), Optional.empty());
        return draft.flatMap(Draft::hold)
                .flatMap(hold -> agenda.find(hold, by.person()))
                .filter(this::running)
                .filter(hold -> lit.wanted().filter(hold.startsAt()::equals).isPresent())
                .filter(hold -> lit.counter().filter(hold.counter()::equals).isPresent())
                .map(lit::keeping)
                .orElse(lit);
    }

    /// Whether this hold of theirs still runs, for whichever question.
    boolean keeps(Actor.Intermediary by, UUID hold) {
        return agenda.find(hold, by.person()).filter(this::running).isPresent();
    }

    private boolean running(Hold hold) {
        return !hold.booked() && hold.until().isAfter(clock.instant());
    }

    Lit save(Actor.Intermediary by, Lit lit) {
        bookings.saveDraft(
                by, name(lit.policy(), lit.question()), lit.typed(), lit.hold().map(Hold::id));
        return lit;
    }

    void drop(Actor.Intermediary by, Lit lit) {
        bookings.dropDraft(by, name(lit.policy(), lit.question()));
    }

    /// The consultation point of a Cassetto.
    Optional<ServicePolicy> policy(Cassetto cassetto) {
        return services.all().stream()
                .filter(policy -> policy.cassetto() == cassetto)
                .filter(policy -> policy.channels().contains("web"))
                .findFirst();
    }

    private static String name(ServicePolicy policy, Question question) {
        return policy.code() + "/" + question.id();
    }
}

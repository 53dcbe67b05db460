package sportello.notification;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.MandateEnded;
import sportello.intermediaries.MandateGiven;
import sportello.intermediaries.Position;
import sportello.intermediaries.PositionId;
import sportello.intermediaries.QuestionAnswered;
import sportello.intermediaries.QuestionAskedBack;
import sportello.intermediaries.QuestionClosed;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.QuestionRejected;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;

/// What became of a studio's questions, told to the member who asked while they are enabled for that Cassetto, else to
/// all who are; and of its mandates, told to all who are. The mail names neither the position nor the answer.
@Component
class StudioTelling {

    private static final Actor.System ITSELF = new Actor.System("notification");

    private final Letters letters;
    private final NoticeRows notices;
    private final Questions questions;
    private final Cassetti cassetti;
    private final Studios studios;

    StudioTelling(Letters letters, NoticeRows notices, Questions questions, Cassetti cassetti, Studios studios) {
        this.letters = letters;
        this.notices = notices;
        this.questions = questions;
        this.cassetti = cassetti;
        this.studios = studios;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void answered(QuestionAnswered event) {
        tell(event.question(), event.positive() ? "question-answered" : "question-refused");
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void askedBack(QuestionAskedBack event) {
        tell(event.question(), "question-asked-back");
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void closed(QuestionClosed event) {
        tell(event.question(), "question-closed");
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void rejected(QuestionRejected event) {
        tell(event.question(), "question-rejected");
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void given(MandateGiven event) {
        tell(event.position(), event.studio(), "mandate-given", event.mandate());
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ended(MandateEnded event) {
        tell(event.position(), event.studio(), "mandate-over", event.mandate());
    }

    private void tell(QuestionId id, String template) {
        questions.find(id, ITSELF).ifPresent(question -> {
            var tidings = Tidings.of(template, id + " " + notices.occasion())
                    .with(Map.of("question", id.toString(), "protocol", question.protocol()));
            var enabled = enabled(question.studio().id(), question.position().cassetto());
            var told = enabled.contains(question.askedBy()) ? Set.of(question.askedBy()) : enabled;
            told.forEach(member -> letters.toPerson(member, tidings));
        });
    }

    private void tell(PositionId id, UUID studio, String template, UUID mandate) {
        var cassetto = cassetti.position(id, ITSELF).map(Position::cassetto);
        var tidings = Tidings.of(template, mandate.toString()).with(Map.of("position", id.toString()));
        cassetto.ifPresent(it -> enabled(studio, it).forEach(member -> letters.toPerson(member, tidings)));
    }

    private Set<PersonId> enabled(UUID studio, Cassetto cassetto) {
        return studios.members(studio).stream()
                .filter(member -> member.enabled().contains(cassetto))
                .map(Studios.Member::person)
                .collect(Collectors.toSet());
    }
}

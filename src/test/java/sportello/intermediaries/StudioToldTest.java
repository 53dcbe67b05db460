package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.intermediaries.Practice.MONDAY;
import static sportello.intermediaries.Practice.TUESDAY;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.notification.Inbox;
import sportello.notification.MessageFate;
import sportello.notification.Messages;
import sportello.offices.Cassetto;
import sportello.platform.IdempotencyKey;
import sportello.testing.SportelloTest;

/// What a studio's members are told of questions, mandates and the appointments that end with them.
@SportelloTest
class StudioToldTest {

    @Autowired
    Practice practice;

    @Autowired
    Inbox inbox;

    @Autowired
    Messages messages;

    Actor.Intermediary dario;
    Actor.Intermediary colleague;

    @BeforeEach
    void onAMonday() {
        practice.at(MONDAY, "10:00");
        var studio = practice.studio();
        dario = practice.member(studio, Cassetto.values());
        colleague = practice.member(studio, Cassetto.values());
    }

    @AfterEach
    void backToNow() {
        practice.clock.reset();
    }

    @Test
    void theMemberWhoAskedReadsOfTheAnswer() {
        var position = practice.firm(dario);
        var question = practice.lit(dario, position);
        assertThat(kinds(dario.person())).containsExactly("question-refused", "mandate-given");
        assertThat(inbox.of(dario.person(), Locale.ITALIAN, 1).getFirst().question())
                .isEqualTo(question.id().value());
        assertThat(kinds(colleague.person())).containsExactly("mandate-given");
    }

    @Test
    void everyEnabledMemberWhenWhoAskedIsNoLongerOne() {
        var position = practice.firm(dario);
        var question = practice.asked(dario, position);
        practice.studios.enrol(dario.studio(), dario.person(), java.util.Set.of(Cassetto.DOMESTIC_WORK));
        var carla = practice.carla(position.office(), "credit-assessment");
        practice.questions.askBack(question.id(), carla, "Quale mese?", IdempotencyKey.next());
        assertThat(kinds(colleague.person())).startsWith("question-asked-back");
        assertThat(kinds(dario.person())).doesNotContain("question-asked-back");
    }

    @Test
    void isToldThatTheAppointmentEndedWithTheMandate() {
        var position = practice.position(Cassetto.COMPANIES, practice.office().id());
        var mandate = practice.mandate(position, dario.studio());
        var question = practice.lit(dario, position);
        var appointment = practice.booked(dario, position, TUESDAY.plusDays(1), question);
        assertThat(practice.cassetti.end(mandate.id(), Mandate.EndReason.REVOKED, Practice.BODY))
                .isTrue();
        assertThat(kinds(dario.person())).startsWith("mandate-over", "mandate-ended.booker", "booked.booker");
        assertThat(kinds(colleague.person())).startsWith("mandate-over");
        assertThat(inbox.of(dario.person(), Locale.ITALIAN, 2).getLast().paragraphs())
                .anyMatch(text -> text.contains("mandato") && text.contains("annullato"));
        assertThat(messages.about(appointment.id()).stream().map(MessageFate::template))
                .doesNotContain("called-off");
    }

    private List<String> kinds(PersonId person) {
        return inbox.of(person, Locale.ITALIAN, 20).stream()
                .map(Inbox.Notice::kind)
                .toList();
    }
}

package sportello.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.intermediaries.Lighting;
import sportello.intermediaries.Question.State;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.platform.MovableClock;
import sportello.testing.RunningProduct;
import sportello.web.security.Capacities;

/// What whoever tries the demo finds in Dario's studio.
class DariosStudioTest {

    @Test
    void anAppointmentMayBeLitOnAQuestionLeftUnansweredPastItsDays() {
        try (var product = RunningProduct.quiet()) {
            var questions = product.bean(Questions.class);
            var dario = dario(product);
            var lit = questions
                    .search(dario, new QuestionSearch("", Set.of(), Set.of(State.OPEN), null, null), null)
                    .lines()
                    .stream()
                    .filter(line -> questions.lighting(line.id(), dario) instanceof Lighting.Lit)
                    .toList();
            assertThat(lit).hasSize(1);
            assertThat(lit.getFirst().askedAt()).isBefore(Instant.now().minus(Duration.ofDays(20)));
            assertThat(product.bean(MovableClock.class).shift()).isZero();
        }
    }

    private static Actor.Intermediary dario(RunningProduct product) {
        var people = product.bean(People.class);
        var person = people.withFiscalCode(FiscalCode.parse("NTRDRA68R20A944W").orElseThrow())
                .orElseThrow();
        return product.bean(Capacities.class).of(person.id()).stream()
                .filter(Capacity.AsIntermediary.class::isInstance)
                .map(capacity -> new Actor.Intermediary(
                        person.id(), Assurance.HIGH, ((Capacity.AsIntermediary) capacity).studio()))
                .findFirst()
                .orElseThrow();
    }
}

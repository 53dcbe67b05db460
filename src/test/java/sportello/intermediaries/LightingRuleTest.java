package sportello.intermediaries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Matter;
import sportello.identity.PersonId;
import sportello.intermediaries.Question.State;
import sportello.platform.Reference;

/// Rule C4, a day each side.
class LightingRuleTest {

    static final LocalDate LAST_DAY = LocalDate.of(2027, 3, 8);

    @Nested
    class Unanswered {
        final LightingRule question = new LightingRule(State.OPEN, false, LAST_DAY, null);

        @Test
        void notOnTheLastOfItsDaysAndSaysWhen() {
            assertThat(question.on(LAST_DAY)).isEqualTo(new Lighting.NotYet(LAST_DAY.plusDays(1)));
        }

        @Test
        void fromTheDayAfter() {
            assertThat(question.on(LAST_DAY.plusDays(1))).isInstanceOf(Lighting.Lit.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERED", "OPEN", "ASKED_BACK"})
    void aNegativeAnswerLightsItWhateverWasSaidSince(State state) {
        assertThat(new LightingRule(state, true, state == State.OPEN ? LAST_DAY : null, null).on(LAST_DAY))
                .isInstanceOf(Lighting.Lit.class);
    }

    @Test
    void aPositiveAnswerDoesNot() {
        assertThat(new LightingRule(State.ANSWERED, false, null, null).on(LAST_DAY))
                .isInstanceOf(Lighting.Answered.class);
    }

    @Test
    void whoIsAskedRepliesFirst() {
        assertThat(new LightingRule(State.ASKED_BACK, false, null, null).on(LAST_DAY))
                .isInstanceOf(Lighting.ReplyFirst.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "REJECTED", "WITHDRAWN"})
    void whatIsOverIsNeverLit(State state) {
        assertThat(new LightingRule(state, true, null, null).on(LAST_DAY)).isInstanceOf(Lighting.Over.class);
    }

    @Test
    void oneAppointmentAtATime() {
        var booked = appointment(Appointment.Status.BOOKED);
        assertThat(new LightingRule(State.OPEN, true, LAST_DAY, booked).on(LAST_DAY))
                .isEqualTo(new Lighting.Booked(booked.id()));
    }

    @ParameterizedTest
    @EnumSource(names = {"GIVEN_UP", "LAPSED", "NOT_CONCLUDED"})
    void oneThatDidNotTakePlaceChangesNothing(Appointment.Status status) {
        assertThat(new LightingRule(State.OPEN, false, LAST_DAY, appointment(status)).on(LAST_DAY))
                .isInstanceOf(Lighting.NotYet.class);
    }

    @Test
    void afterATalkThatSolvedNothingNobodyWaitsAgain() {
        assertThat(new LightingRule(State.OPEN, false, LAST_DAY, appointment(Appointment.Status.HELD)).on(LAST_DAY))
                .isInstanceOf(Lighting.Lit.class);
    }

    private static Appointment appointment(Appointment.Status status) {
        return new Appointment(
                new AppointmentId(UUID.randomUUID()),
                Reference.next(),
                "consultancy-companies",
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new PersonId(UUID.randomUUID()),
                UUID.randomUUID(),
                Instant.parse("2027-03-09T08:00:00Z"),
                Instant.parse("2027-03-09T08:20:00Z"),
                status,
                0,
                new Matter(Map.of()));
    }
}

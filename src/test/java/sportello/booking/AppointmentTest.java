package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import sportello.booking.Appointment.Status;
import sportello.booking.Bookings.Cancellation;
import sportello.identity.PersonId;
import sportello.platform.Reference;

class AppointmentTest {

    static final Instant TUESDAY_0920 = Instant.parse("2027-03-02T08:20:00Z");

    final Appointment brunosTurn = at(Status.BOOKED);

    static Appointment at(Status status) {
        return new Appointment(
                new AppointmentId(UUID.randomUUID()),
                Reference.next(),
                "booking-test",
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new PersonId(UUID.randomUUID()),
                UUID.randomUUID(),
                TUESDAY_0920,
                TUESDAY_0920.plus(Duration.ofMinutes(20)),
                status,
                0,
                new Matter(Map.of()));
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "BOOKED")
    void aBookedOneMayBecome(Status next) {
        assertThat(brunosTurn.mayBecome(next)).isTrue();
    }

    static Stream<Arguments> pairsThatAreNoArrow() {
        return Stream.of(Status.values())
                .flatMap(from -> Stream.of(Status.values()).map(to -> Arguments.of(from, to)))
                .filter(pair -> pair.get()[0] != Status.BOOKED || pair.get()[1] == Status.BOOKED);
    }

    @ParameterizedTest
    @MethodSource("pairsThatAreNoArrow")
    void whatIsSettledStays(Status from, Status to) {
        assertThat(at(from).mayBecome(to)).isFalse();
    }

    @Test
    void isGivenUpUntilAMomentBeforeTheStart() {
        assertThat(brunosTurn.cancel(TUESDAY_0920.minusMillis(1))).isInstanceOf(Cancellation.Done.class);
    }

    @Test
    void butNotFromTheStartOn() {
        assertThat(brunosTurn.cancel(TUESDAY_0920)).isEqualTo(new Cancellation.TooLate(TUESDAY_0920));
    }

    @Test
    void norTwice() {
        assertThat(at(Status.GIVEN_UP).cancel(TUESDAY_0920.minusSeconds(60)))
                .isEqualTo(new Cancellation.AlreadySettled(Status.GIVEN_UP));
    }
}

package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.TakenHours.Asked;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// Who looks at hours together with others sees what they would see alone (decision 28).
@SportelloTest
class TakenHoursTest {

    static final String SERVICE = "agenda-test";
    static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");
    static final Instant TUESDAY = Instant.parse("2027-03-02T00:00:00Z");
    static final Instant WEDNESDAY = Instant.parse("2027-03-03T00:00:00Z");
    static final Instant TUESDAY_0920 = Instant.parse("2027-03-02T08:20:00Z");
    static final Instant THURSDAY_0920 = Instant.parse("2027-03-04T08:20:00Z");
    static final Instant FRIDAY = Instant.parse("2027-03-05T00:00:00Z");

    static final Timetable.Hours HOURS =
            new Timetable.Hours(LocalTime.of(9, 0), LocalTime.of(12, 0), Duration.ofMinutes(20), 1, 0);

    @Autowired
    TakenHours hours;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient jdbc;

    Counter roma;
    Counter milano;
    Counter torino;

    @BeforeEach
    void someHoursAreTaken() {
        roma = openCounter();
        milano = openCounter();
        torino = openCounter();
        take(roma, TUESDAY_0920, NOW);
        take(roma, THURSDAY_0920, NOW);
        take(milano, TUESDAY_0920, NOW.plusSeconds(3600));
    }

    @AfterEach
    void clear() {
        Cleared.of(jdbc, SERVICE);
    }

    Counter openCounter() {
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        return offices.openCounter(office.id(), SERVICE, 1);
    }

    void take(Counter counter, Instant at, Instant now) {
        assertThat(agenda.hold(SERVICE, at, new PersonId(UUID.randomUUID()), counter.id(), now))
                .isInstanceOf(Agenda.Holding.Held.class);
    }

    static Asked asked(List<Counter> counters, Instant from, Instant to, Instant now) {
        return new Asked(SERVICE, counters.stream().map(Counter::id).toList(), from, to, now);
    }

    static List<Integer> free(Taken taken, Counter counter) {
        return Stream.of(TUESDAY_0920, THURSDAY_0920)
                .map(at -> new Timetable.Piece(at, at.plusSeconds(1200), HOURS))
                .map(piece -> taken.free(counter.id(), piece, Side.PUBLIC))
                .toList();
    }

    @Test
    void eachSeesTheirOwnCountersDaysAndMoment() {
        var later = NOW.plusSeconds(3000);
        var seen = hours.taken(List.of(
                asked(List.of(roma, milano), TUESDAY, WEDNESDAY, NOW),
                asked(List.of(torino), TUESDAY, FRIDAY, NOW),
                asked(List.of(roma), WEDNESDAY, FRIDAY, NOW),
                asked(List.of(roma, milano), TUESDAY, FRIDAY, later),
                asked(List.of(), TUESDAY, FRIDAY, NOW),
                asked(List.of(roma), TUESDAY, FRIDAY, NOW)));
        assertThat(seen)
                .extracting(one -> free(one, roma))
                .containsExactly(
                        List.of(0, 1), List.of(1, 1), List.of(1, 0), List.of(1, 1), List.of(1, 1), List.of(0, 0));
        assertThat(seen)
                .extracting(one -> free(one, milano))
                .containsExactly(
                        List.of(0, 1), List.of(1, 1), List.of(1, 1), List.of(0, 1), List.of(1, 1), List.of(1, 1));
        assertThat(seen).extracting(one -> free(one, torino)).containsOnly(List.of(1, 1));
        assertThat(seen).extracting(Taken::asOf).containsOnly(hours.asOf());
    }

    @Test
    void whereNothingIsTakenEachStillKnowsWhatOfficesAndOpeningsWere() {
        var seen = hours.taken(
                List.of(asked(List.of(torino), TUESDAY, FRIDAY, NOW), asked(List.of(torino), TUESDAY, FRIDAY, NOW)));
        assertThat(seen).hasSize(2).extracting(Taken::asOf).containsOnly(hours.asOf());
    }
}

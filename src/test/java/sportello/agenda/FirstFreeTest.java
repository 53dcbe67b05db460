package sportello.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda.Holding;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.SportelloTest;

/// The first free hour, in one office or anywhere, for somebody who needs something or nothing.
@SportelloTest
class FirstFreeTest {

    static final String SERVICE = "agenda-test";
    /// Monday.
    static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");

    static final Search ANYWHERE = Search.anywhere(SERVICE);

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient jdbc;

    UUID here;
    UUID there;

    @BeforeEach
    void twoOffices() {
        clear();
        here = office("{}", "{en}");
        there = office("{}", "{lis,sl}");
    }

    @AfterEach
    void clear() {
        for (var table : List.of("agenda.held_slot", "offices.counter"))
            jdbc.sql("delete from " + table + " where service = :service")
                    .param("service", SERVICE)
                    .update();
    }

    /// With a counter for each, of one desk.
    UUID office(String... serves) {
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        for (int n = 1; n <= serves.length; n++)
            jdbc.sql("""
                            insert into offices.counter (office, kind, service, number, desks, serves)
                            values (:office, 'DIREZIONE_PROVINCIALE', :service, :n, 1, cast(:serves as text[]))
                            """)
                    .param("office", office.id())
                    .param("service", SERVICE)
                    .param("n", n)
                    .param("serves", serves[n - 1])
                    .update();
        return office.id();
    }

    Hold hold(Search search, Instant at) {
        return agenda.hold(search, at, new PersonId(UUID.randomUUID()), Side.PUBLIC, NOW)
                        instanceof Holding.Held(var hold)
                ? hold
                : failed();
    }

    static Hold failed() {
        throw new AssertionError("not held");
    }

    Slot first(Search search) {
        return agenda.firstFree(search, NOW).orElseThrow();
    }

    @Test
    void isTheEarliestThatAnyCounterHasLeftAsThePlacesAreTaken() {
        var random = new Random(4);
        var taken = 0;
        for (var slot = agenda.firstFree(ANYWHERE, NOW); slot.isPresent() && taken < 60; taken++) {
            var asked = random.nextBoolean() ? slot.get().startsAt() : someFree(random);
            hold(ANYWHERE, asked);
            slot = agenda.firstFree(ANYWHERE, NOW);
            assertThat(slot.map(Slot::startsAt)).isEqualTo(earliest());
        }
        assertThat(taken).isEqualTo(60);
    }

    Instant someFree(Random random) {
        var free = agenda.nearest(ANYWHERE, NOW, 20, Side.PUBLIC, NOW);
        return free.get(random.nextInt(free.size())).startsAt();
    }

    java.util.Optional<Instant> earliest() {
        return agenda.days(ANYWHERE, NOW).stream()
                .flatMap(day -> agenda.day(ANYWHERE, day.day(), NOW).stream())
                .filter(slot -> slot.free() > 0)
                .map(Slot::startsAt)
                .findFirst();
    }

    @Test
    void isOfACounterThatHasIt() {
        var nine = first(ANYWHERE).startsAt();
        hold(ANYWHERE.inOffice(here), nine);
        hold(ANYWHERE.inOffice(here), nine);
        var one = hold(ANYWHERE.inOffice(there), nine);
        var left = first(ANYWHERE);
        assertThat(left.startsAt()).isEqualTo(nine);
        assertThat(offices.counter(left.counter()).orElseThrow().office()).isEqualTo(there);
        assertThat(left.counter()).isNotEqualTo(one.counter());
    }

    @Test
    void fitsTheNeed() {
        var signing = ANYWHERE.needing(Set.of("lis"));
        var nine = first(signing).startsAt();
        var held = hold(signing, nine);
        assertThat(offices.counter(held.counter()).orElseThrow().serves()).contains("lis");
        assertThat(first(signing).startsAt()).isAfter(nine);
        assertThat(first(ANYWHERE).startsAt()).isEqualTo(nine);
        assertThat(agenda.hold(signing, nine, new PersonId(UUID.randomUUID()), Side.PUBLIC, NOW))
                .isInstanceOf(Holding.Taken.class);
        assertThat(agenda.firstFree(ANYWHERE.needing(Set.of("lis", "en")), NOW)).isEmpty();
        assertThat(agenda.days(signing.inOffice(here), NOW)).isEmpty();
    }

    @Test
    void countsWhatWasTakenAcrossTheSlots() {
        var nine = first(ANYWHERE).startsAt();
        for (var counter : offices.countersFor(SERVICE))
            jdbc.sql("""
                            insert into agenda.held_slot (counter, desk, during, office, service, holder, held_until)
                            values (:counter, 1, tstzrange(:from, :to), :office, :service, :holder, 'infinity')
                            """)
                    .param("counter", counter.id())
                    .param("from", java.sql.Timestamp.from(nine.plusSeconds(600)))
                    .param("to", java.sql.Timestamp.from(nine.plusSeconds(1800)))
                    .param("office", counter.office())
                    .param("service", SERVICE)
                    .param("holder", UUID.randomUUID())
                    .update();
        assertThat(first(ANYWHERE).startsAt()).isEqualTo(nine.plusSeconds(2400));
    }

    @Test
    void pointsNameEachOfficeWithItsOwn() {
        var nine = first(ANYWHERE).startsAt();
        hold(ANYWHERE.inOffice(here), nine);
        hold(ANYWHERE.inOffice(here), nine);
        assertThat(agenda.points(ANYWHERE, List.of(here, there), NOW))
                .extracting(point -> point.counter().office())
                .containsExactly(there, here);
    }

    @Test
    void anywhereIsSpreadOverCountersAndNoneIsLeftOut() {
        var more = new ArrayList<UUID>();
        for (int n = 0; n < 40; n++) more.add(office("{}", "{}"));
        var nine = first(ANYWHERE).startsAt();
        var perOffice = new HashMap<UUID, Integer>();
        for (int n = 0; n < 84; n++)
            perOffice.merge(
                    offices.counter(hold(ANYWHERE, nine).counter())
                            .orElseThrow()
                            .office(),
                    1,
                    Integer::sum);
        assertThat(perOffice).hasSize(42).containsValue(2);
        assertThat(Map.copyOf(perOffice).values().stream().collect(Collectors.toSet()))
                .containsExactly(2);
        assertThat(agenda.day(ANYWHERE, LocalDate.of(2027, 3, 2), NOW)
                        .getFirst()
                        .free())
                .isZero();
    }
}

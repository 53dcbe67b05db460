package sportello.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.booking.DraftRows.Typed;
import sportello.booking.DraftRows.Typing;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.platform.RoomFunction;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// What was typed is asked for many at once, and what judging takes of each is asked of that one.
@SportelloTest
class TypedTogetherTest {

    static final String SERVICE = "booking-test";
    static final RoomFunction KNOWN = new RoomFunction("booking.known_in_a_test");
    static final LocalDate TODAY = LocalDate.of(2027, 3, 1);

    final Actor.Citizen anna = someone();
    final Actor.Citizen bruno = someone();
    final Actor.Citizen dario = someone();

    @Autowired
    Bookings bookings;

    @Autowired
    DraftRows rows;

    @Autowired
    JdbcClient jdbc;

    static Actor.Citizen someone() {
        return new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null);
    }

    @BeforeEach
    void aRoomThatJudges() {
        jdbc.sql("create function " + KNOWN + """
                (p_person uuid, p_today date) returns table (known jsonb) language sql stable as $$
                    select jsonb_build_object('who', p_person, 'day', p_today)
                $$
                """).update();
    }

    @AfterEach
    void clear() {
        jdbc.sql("drop function " + KNOWN).update();
        Cleared.of(jdbc, SERVICE);
    }

    void types(Actor.Citizen by, String what) {
        bookings.saveDraft(by, SERVICE, Map.of("name", what), Optional.empty());
    }

    static Typed typed(String what, Actor.Citizen by, LocalDate day) {
        return new Typed(Map.of("name", what), Map.of("who", by.person().toString(), "day", day.toString()));
    }

    @Test
    void eachGetsTheirOwn() {
        types(anna, "Anna");
        types(bruno, "Bruno");
        var forAnna = new Actor.Citizen(
                bruno.person(), Assurance.SUBSTANTIAL, new Actor.OnBehalf(anna.person(), UUID.randomUUID()));
        types(forAnna, "Anna, by Bruno");
        var tomorrow = TODAY.plusDays(1);
        assertThat(rows.typed(
                        List.of(
                                new Typing(bruno, SERVICE, TODAY),
                                new Typing(dario, SERVICE, TODAY),
                                new Typing(forAnna, SERVICE, TODAY),
                                new Typing(bruno, "another-service", TODAY),
                                new Typing(anna, SERVICE, tomorrow)),
                        KNOWN))
                .containsExactly(
                        Optional.of(typed("Bruno", bruno, TODAY)),
                        Optional.empty(),
                        Optional.of(typed("Anna, by Bruno", bruno, TODAY)),
                        Optional.empty(),
                        Optional.of(typed("Anna", anna, tomorrow)));
    }

    @Test
    void aloneToo() {
        types(anna, "Anna");
        assertThat(rows.typed(new Typing(anna, SERVICE, TODAY), KNOWN)).contains(typed("Anna", anna, TODAY));
        assertThat(rows.typed(new Typing(dario, SERVICE, TODAY), KNOWN)).isEmpty();
    }
}

package sportello.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.agenda.Agenda;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Outcome;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// What was typed is confirmed as the register stands at that click (rules D10, D12), told or asked alike.
@SportelloTest
class TypedConfirmationTest {

    static final String SERVICE = "delegation-web-meeting";
    static final Instant MONDAY = Instant.parse("2027-03-01T10:00:00Z");
    static final Instant TUESDAY_0920 = Instant.parse("2027-03-02T08:20:00Z");

    @Autowired
    Bookings bookings;

    @Autowired
    Register register;

    @Autowired
    DelegationRows rows;

    @Autowired
    People people;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    final FiscalCode brunosCode = TaxCodes.next();
    Actor.Citizen bruno;
    Actor.Official carla;
    UUID hold;

    @BeforeEach
    void brunoHoldsAnHour() {
        clock.moveTo(MONDAY);
        var office = offices.open(
                new Office(UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false));
        offices.openCounter(office.id(), SERVICE, 1);
        carla = offices.employ(
                new PersonId(UUID.randomUUID()), office.id(), "funzionaria", Set.of(Right.HOLD_MEETINGS));
        var person =
                people.identified("Bruno", "Prova", brunosCode, null, new Contacts(null, null, "it"), carla.doer());
        bruno = new Actor.Citizen(person.id(), Assurance.SUBSTANTIAL, null);
        var held = agenda.hold(SERVICE, TUESDAY_0920, bruno.person(), null, clock.instant());
        hold = ((Agenda.Holding.Held) held).hold().id();
    }

    @AfterEach
    void clear() {
        Cleared.of(jdbc, SERVICE);
        clock.reset();
    }

    @Test
    void booksWithNothingMoreThanWhatWasTyped() {
        typed(Map.of());
        assertThat(confirm(UUID.randomUUID()))
                .get()
                .isInstanceOfSatisfying(
                        Outcome.Booked.class,
                        booked -> assertThat(booked.appointment().matter().get("delegator.given_name"))
                                .isEqualTo("Anna"));
    }

    @Test
    void isNoneWhereNothingWasTyped() {
        assertThat(confirm(UUID.randomUUID())).isEmpty();
        bookings.saveDraft(bruno, SERVICE, Map.of(), Optional.of(hold));
        assertThat(confirm(UUID.randomUUID())).isEmpty();
    }

    @Test
    void countsADelegationAtOnceAndItsEndToo() {
        typed(Map.of());
        for (int n = 0; n < 2; n++) granted();
        var last = granted();
        var key = UUID.randomUUID();
        assertThat(confirm(key))
                .contains(new Outcome.NotAllowed("delegation.refused.you_have_most", Map.of("most", "3")));
        register.end(last, Delegation.EndReason.RENOUNCED, bruno);
        assertThat(confirm(key)).get().isInstanceOf(Outcome.Booked.class);
    }

    @Test
    void countsADelegationToTheEndOfItsLastDay() {
        var lastDay = LocalDate.of(2027, 3, 1);
        register.grant(new PersonId(UUID.randomUUID()), bruno.person(), lastDay, null, carla);
        assertThat(rows.known(bruno.person(), lastDay)).containsEntry("delegations", "1");
        assertThat(rows.known(bruno.person(), lastDay.plusDays(1))).containsEntry("delegations", "0");
    }

    @Test
    void refusesTheirOwnCodiceFiscaleForTheDelegators() {
        typed(Map.of("delegator.tax_code", brunosCode.value()));
        assertThat(confirm(UUID.randomUUID()))
                .contains(new Outcome.Incomplete(Map.of("delegator.tax_code", "field.tax_code.own")));
    }

    @Test
    void refusesWhoActsForAnother() {
        typed(Map.of());
        var onBehalf = new Actor.Citizen(
                bruno.person(),
                Assurance.SUBSTANTIAL,
                new Actor.OnBehalf(new PersonId(UUID.randomUUID()), UUID.randomUUID()));
        bookings.saveDraft(onBehalf, SERVICE, matter(Map.of()).answers(), Optional.of(hold));
        assertThat(bookings.confirmTyped(onBehalf, SERVICE, hold, Matter::new, new IdempotencyKey(UUID.randomUUID())))
                .contains(new Outcome.NotAllowed("delegation.refused.on_behalf", Map.of()));
    }

    @Test
    void judgesAsConfirmingTheSameMatterDoes() {
        for (var odd : new String[] {"delegator.mobile", "situation", "declares.cannot_come", "delegator.born_on"}) {
            typed(Map.of(odd, "?"));
            assertThat(confirm(UUID.randomUUID()))
                    .contains(bookings.confirm(
                            bruno, SERVICE, hold, matter(Map.of(odd, "?")), new IdempotencyKey(UUID.randomUUID())))
                    .get()
                    .isInstanceOf(Outcome.Incomplete.class);
        }
    }

    private Optional<Outcome> confirm(UUID key) {
        return bookings.confirmTyped(bruno, SERVICE, hold, Matter::new, new IdempotencyKey(key));
    }

    private void typed(Map<String, String> other) {
        bookings.saveDraft(bruno, SERVICE, matter(other).answers(), Optional.of(hold));
    }

    private UUID granted() {
        var granted = register.grant(new PersonId(UUID.randomUUID()), bruno.person(), null, null, carla);
        return ((Register.GrantOutcome.Granted) granted).delegation().id();
    }

    private static Matter matter(Map<String, String> other) {
        var answers = new HashMap<>(Map.of(
                "delegator.given_name", "Anna",
                "delegator.family_name", "Prova",
                "delegator.tax_code", "RSSMRA80A01H501U",
                "delegator.born_on", "1980-01-01",
                "delegator.language", "it",
                "situation", "signs",
                "declares.cannot_come", "yes",
                "declares.no_identity", "yes",
                "contact.mobile", "+393337654321"));
        answers.putAll(other);
        return new Matter(answers);
    }
}

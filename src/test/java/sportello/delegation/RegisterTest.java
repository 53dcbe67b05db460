package sportello.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import sportello.delegation.Delegation.EndReason;
import sportello.delegation.Register.Ending;
import sportello.delegation.Register.GrantOutcome;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.SportelloTest;

@SportelloTest
@RecordApplicationEvents
class RegisterTest {

    @Autowired
    Register register;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Autowired
    ApplicationEvents events;

    final PersonId anna = person();
    final PersonId bruno = person();
    final Actor.Official carla = official(Right.HOLD_MEETINGS, Right.REVOKE_DELEGATIONS);

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void isInForceAtOnce() {
        var delegation = granted(anna, bruno);
        assertThat(register.inForce(delegation.id())).isTrue();
        assertThat(register.toDelegate(bruno)).containsExactly(delegation);
        assertThat(register.ofDelegator(anna)).containsExactly(delegation);
        assertThat(events.stream(DelegationGranted.class))
                .containsExactly(new DelegationGranted(delegation.id(), anna, bruno));
    }

    /// Rule D10.
    @Nested
    class Limits {
        @Test
        void aDelegatorHasOneDelegate() {
            granted(anna, bruno);
            assertThat(grant(anna, person()))
                    .isEqualTo(new GrantOutcome.Refused("delegation.refused.delegator_full", Map.of("most", "1")));
        }

        @Test
        void aDelegateHasThreeDelegations() {
            for (int i = 0; i < 3; i++) granted(person(), bruno);
            assertThat(grant(person(), bruno))
                    .isEqualTo(new GrantOutcome.Refused("delegation.refused.delegate_full", Map.of("most", "3")));
        }

        @Test
        void anEndedOneLeavesItsSeat() {
            var first = granted(person(), bruno);
            granted(person(), bruno);
            granted(person(), bruno);
            register.end(first.id(), EndReason.RENOUNCED, citizen(bruno));
            assertThat(grant(person(), bruno)).isInstanceOf(GrantOutcome.Granted.class);
            assertThat(grant(person(), bruno)).isInstanceOf(GrantOutcome.Refused.class);
        }

        @Test
        void holdAtTheDatabasesOwnDoorToo() {
            granted(anna, bruno);
            assertThatThrownBy(() -> insert(anna, person(), 2))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("the delegator has no free seat");
            assertThatThrownBy(() -> insert(anna, person(), 1))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("one_delegation_on_a_delegators_seat");
        }

        private void insert(PersonId delegator, PersonId delegate, int seat) {
            jdbc.sql("""
                    insert into delegation.delegation (delegator, delegate, delegator_seat, delegate_seat, granted_at)
                    values (:delegator, :delegate, :seat, 1, now())
                    """)
                    .param("delegator", delegator.value())
                    .param("delegate", delegate.value())
                    .param("seat", seat)
                    .update();
        }
    }

    @Test
    void nobodyIsTheirOwnDelegate() {
        assertThat(grant(anna, anna)).isEqualTo(new GrantOutcome.Refused("delegation.refused.own_delegate", Map.of()));
    }

    @Test
    void theSameTwoAreDelegatedOnce() {
        granted(anna, bruno);
        assertThat(grant(anna, bruno)).isEqualTo(new GrantOutcome.Refused("delegation.refused.same_two", Map.of()));
    }

    @Test
    void anOfficialDoesNotGrantTheirOwn() {
        var own = official(anna, Right.HOLD_MEETINGS);
        assertThat(register.grant(anna, bruno, null, null, own)).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(register.grant(anna, bruno, null, null, citizen(bruno))).isInstanceOf(GrantOutcome.Refused.class);
    }

    @Test
    void endsWithItsLastDayInRome() {
        clock.moveTo(
                LocalDate.of(2027, 3, 1).atTime(12, 0).atZone(ProductClock.ROME).toInstant());
        var until = LocalDate.of(2027, 3, 31);
        var delegation = ((GrantOutcome.Granted) register.grant(anna, bruno, until, null, carla)).delegation();
        clock.moveTo(until.atTime(23, 59).atZone(ProductClock.ROME).toInstant());
        assertThat(register.inForce(delegation.id())).isTrue();
        clock.moveTo(
                until.plusDays(1).atStartOfDay(ProductClock.ROME).toInstant().plusSeconds(1));
        assertThat(register.inForce(delegation.id())).isFalse();
        assertThat(register.find(delegation.id()).orElseThrow().endReason()).isEqualTo(EndReason.EXPIRED);
        assertThat(grant(anna, person())).isInstanceOf(GrantOutcome.Granted.class);
    }

    @Test
    void doesNotBeginInThePast() {
        assertThat(register.grant(anna, bruno, clock.today().minusDays(1), null, carla))
                .isEqualTo(new GrantOutcome.Refused("delegation.refused.until_past", Map.of()));
    }

    /// Rule D11.
    @Nested
    class Ends {
        @Test
        void byTheDelegatorAtOnce() {
            var delegation = granted(anna, bruno);
            assertThat(register.end(delegation.id(), EndReason.REVOKED_BY_DELEGATOR, citizen(anna)))
                    .isInstanceOf(Ending.Ended.class);
            assertThat(register.inForce(delegation.id())).isFalse();
            assertThat(register.toDelegate(bruno)).isEmpty();
            assertThat(events.stream(DelegationEnded.class))
                    .containsExactly(new DelegationEnded(delegation.id(), anna, bruno, "REVOKED_BY_DELEGATOR"));
        }

        @Test
        void byTheDelegateWhoRenounces() {
            var delegation = granted(anna, bruno);
            assertThat(register.end(delegation.id(), EndReason.RENOUNCED, citizen(bruno)))
                    .isInstanceOf(Ending.Ended.class);
        }

        @Test
        void atTheCounterByWhoHasTheRight() {
            var delegation = granted(anna, bruno);
            assertThat(register.end(delegation.id(), EndReason.REVOKED_AT_COUNTER, official(Right.HOLD_MEETINGS)))
                    .isInstanceOf(Ending.NotFound.class);
            assertThat(register.end(
                            delegation.id(), EndReason.REVOKED_AT_COUNTER, official(bruno, Right.REVOKE_DELEGATIONS)))
                    .isInstanceOf(Ending.NotFound.class);
            assertThat(register.end(delegation.id(), EndReason.REVOKED_AT_COUNTER, carla))
                    .isInstanceOf(Ending.Ended.class);
        }

        @Test
        void notByTheDelegateInTheDelegatorsName() {
            var delegation = granted(anna, bruno);
            var onBehalf = new Actor.Citizen(bruno, Assurance.SUBSTANTIAL, new Actor.OnBehalf(anna, delegation.id()));
            assertThat(register.end(delegation.id(), EndReason.REVOKED_BY_DELEGATOR, onBehalf))
                    .isInstanceOf(Ending.NotAllowed.class);
            assertThat(register.inForce(delegation.id())).isTrue();
        }

        @Test
        void notByAStranger() {
            var delegation = granted(anna, bruno);
            assertThat(register.end(delegation.id(), EndReason.RENOUNCED, citizen(person())))
                    .isInstanceOf(Ending.NotFound.class);
        }

        @Test
        void onceAndForAll() {
            var delegation = granted(anna, bruno);
            register.end(delegation.id(), EndReason.RENOUNCED, citizen(bruno));
            assertThat(register.end(delegation.id(), EndReason.REVOKED_BY_DELEGATOR, citizen(anna)))
                    .isInstanceOfSatisfying(
                            Ending.AlreadyEnded.class,
                            ended -> assertThat(ended.delegation().endReason()).isEqualTo(EndReason.RENOUNCED));
            assertThatThrownBy(() -> jdbc.sql("""
                            update delegation.delegation set ended_at = null, end_reason = null where id = :id
                            """).param("id", delegation.id()).update())
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    /// Rule D12.
    @Test
    void tellsTheDelegatorWhoUsedItAndWhen() {
        var delegation = granted(anna, bruno);
        var onBehalf = new Actor.Citizen(bruno, Assurance.SUBSTANTIAL, new Actor.OnBehalf(anna, delegation.id()));
        assertThat(register.used(delegation.id(), "Fascicolo previdenziale", onBehalf))
                .isTrue();
        assertThat(register.uses(delegation.id(), citizen(anna)))
                .singleElement()
                .satisfies(use -> {
                    assertThat(use.service()).isEqualTo("Fascicolo previdenziale");
                    assertThat(use.doerId()).isEqualTo(bruno.toString());
                });
        assertThat(register.uses(delegation.id(), citizen(person()))).isEmpty();
        register.end(delegation.id(), EndReason.REVOKED_BY_DELEGATOR, citizen(anna));
        assertThat(register.used(delegation.id(), "Fascicolo previdenziale", onBehalf))
                .isFalse();
        assertThat(register.uses(delegation.id(), citizen(anna))).hasSize(1);
    }

    @Test
    void keepsTheHistoryOfBothSides() {
        var ended = granted(anna, bruno);
        register.end(ended.id(), EndReason.RENOUNCED, citizen(bruno));
        var next = granted(anna, bruno);
        assertThat(register.history(anna)).extracting(Delegation::id).containsExactly(next.id(), ended.id());
        assertThat(register.history(bruno)).hasSize(2);
    }

    private Delegation granted(PersonId delegator, PersonId delegate) {
        var outcome = grant(delegator, delegate);
        assertThat(outcome).isInstanceOf(GrantOutcome.Granted.class);
        return ((GrantOutcome.Granted) outcome).delegation();
    }

    private GrantOutcome grant(PersonId delegator, PersonId delegate) {
        return register.grant(delegator, delegate, null, UUID.randomUUID(), carla);
    }

    static PersonId person() {
        return new PersonId(UUID.randomUUID());
    }

    static Actor.Citizen citizen(PersonId person) {
        return new Actor.Citizen(person, Assurance.SUBSTANTIAL, null);
    }

    static Actor.Official official(Right... rights) {
        return official(person(), rights);
    }

    static Actor.Official official(PersonId person, Right... rights) {
        return new Actor.Official(UUID.randomUUID(), person, UUID.randomUUID(), Set.of(), Set.copyOf(List.of(rights)));
    }
}

package sportello.delegation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.identity.Right;

/// Who may act for whom, since when, until when, and how it ended (rules D9 to D11).
public record Delegation(
        UUID id,
        PersonId delegator,
        PersonId delegate,
        Instant grantedAt,
        @Nullable LocalDate until,
        @Nullable Instant endedAt,
        @Nullable EndReason endReason,
        @Nullable UUID caseId) {

    public enum EndReason {
        REVOKED_BY_DELEGATOR,
        REVOKED_AT_COUNTER,
        RENOUNCED,
        EXPIRED,
        REPLACED,
        DEATH
    }

    public boolean inForce(Instant now) {
        return endedAt == null
                && (until == null
                        || !now.atZone(sportello.platform.ProductClock.ROME)
                                .toLocalDate()
                                .isAfter(until));
    }

    /// For strangers a delegation does not exist: the two people, officials who may revoke, the product itself.
    boolean exists(Actor by) {
        return switch (by) {
            case Actor.Citizen citizen ->
                citizen.person().equals(delegator) || citizen.person().equals(delegate);
            case Actor.Official official -> official.may(Right.REVOKE_DELEGATIONS) && !isParty(official.person());
            case Actor.System system -> true;
            case Actor.Assisted assisted -> helps(assisted);
            case Actor.Intermediary intermediary -> false;
            case Actor.Guest guest -> false;
            case Actor.Client client -> false;
        };
    }

    /// Rule D11: who may end it for which reason. Nobody revokes as the delegator while acting on their behalf.
    boolean mayEnd(EndReason reason, Actor by) {
        return switch (reason) {
            case REVOKED_BY_DELEGATOR ->
                by instanceof Actor.Citizen citizen
                        && citizen.onBehalf() == null
                        && citizen.person().equals(delegator);
            case RENOUNCED ->
                by instanceof Actor.Citizen citizen && citizen.person().equals(delegate);
            case REVOKED_AT_COUNTER ->
                by instanceof Actor.Official official && exists(official)
                        || by instanceof Actor.Assisted assisted
                                && helps(assisted)
                                && assisted.person().equals(delegator);
            case REPLACED, DEATH -> by instanceof Actor.Official official && exists(official);
            case EXPIRED -> by instanceof Actor.System;
        };
    }

    /// On the telephone or at the front desk, for one of the two themselves, by an official who is neither (rule G13).
    private boolean helps(Actor.Assisted assisted) {
        return assisted.by() instanceof Actor.Official official
                && (official.may(Right.CONTACT_CENTRE) || official.may(Right.FRONT_DESK))
                && !isParty(official.person())
                && assisted.who() instanceof Actor.Citizen citizen
                && citizen.onBehalf() == null
                && isParty(citizen.person());
    }

    private boolean isParty(PersonId person) {
        return person.equals(delegator) || person.equals(delegate);
    }
}

package sportello.delegation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.Actor;
import sportello.identity.PersonId;

/// The register of delegations. Its limits (D10) are kept by the database, whatever the door.
public interface Register {

    GrantOutcome grant(
            PersonId delegator, PersonId delegate, @Nullable LocalDate until, @Nullable UUID caseId, Actor by);

    /// In force now.
    List<Delegation> toDelegate(PersonId delegate);

    List<Delegation> ofDelegator(PersonId delegator);

    /// All of a person's, either side, ended ones too.
    List<Delegation> history(PersonId person);

    Optional<Delegation> find(UUID id);

    boolean inForce(UUID id);

    /// By the delegator, by an official at the counter, or renounced by the delegate. Effect at once.
    Ending end(UUID id, Delegation.EndReason reason, Actor by);

    /// An action on behalf, traced for the delegator (rule D12).
    /// A delegation no longer in force is not used: false, and nothing is traced.
    boolean used(UUID id, String service, Actor by);

    /// Who used it and when, newest first: for the delegator, the delegate, and officials who may revoke.
    List<Use> uses(UUID id, Actor by);

    /// `doerKind` and `doerId`: by whom, as in the audit.
    record Use(String service, Instant at, String doerKind, String doerId) {}

    sealed interface GrantOutcome {
        record Granted(Delegation delegation) implements GrantOutcome {}

        record Refused(String reason, Map<String, String> facts) implements GrantOutcome {}
    }

    sealed interface Ending {
        record Ended(Delegation delegation) implements Ending {}

        record AlreadyEnded(Delegation delegation) implements Ending {}

        record NotAllowed() implements Ending {}

        record NotFound() implements Ending {}
    }
}

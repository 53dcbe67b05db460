package sportello.identity;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.audit.Doer;

/// Who is acting, in which capacity. Every verb takes one and refuses by default.
public sealed interface Actor {

    Doer doer();

    /// A person for themselves, or on behalf of another under a delegation in force (rule D12).
    record Citizen(
            PersonId person, Assurance assurance, @Nullable OnBehalf onBehalf) implements Actor {

        /// Whose affairs these are.
        public PersonId principal() {
            return onBehalf == null ? person : onBehalf.delegator();
        }

        @Override
        public Doer doer() {
            return new Doer(
                    "citizen",
                    person.toString(),
                    onBehalf == null ? null : onBehalf.delegator().toString());
        }
    }

    record OnBehalf(PersonId delegator, UUID delegation) {}

    /// Somebody of the body's staff, with rights in one office (rule G13).
    record Official(UUID staff, PersonId person, UUID office, Set<UUID> units, Set<Right> rights) implements Actor {

        public boolean may(Right right) {
            return rights.contains(right);
        }

        @Override
        public Doer doer() {
            return new Doer("staff", staff.toString(), null);
        }
    }

    /// Somebody who entered a room by code: the delegator, a companion, an interpreter (rule D6).
    record Guest(UUID entry) implements Actor {
        @Override
        public Doer doer() {
            return new Doer("guest", entry.toString(), null);
        }
    }

    /// A machine client of the API or a relying service.
    record Client(String clientId, Set<String> scopes) implements Actor {
        @Override
        public Doer doer() {
            return new Doer("client", clientId, null);
        }
    }

    /// The product itself: due work, recovery.
    record System(String name) implements Actor {
        @Override
        public Doer doer() {
            return Doer.system(name);
        }
    }
}

package sportello.identity;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.audit.Doer;

/// Who is acting, in which capacity. Every verb takes one and refuses by default.
public sealed interface Actor {

    Doer doer();

    /// Rule G13: what an office opens is its own manager's to say, and the product's. Doors ask before this refuses.
    ///
    /// @throws SecurityException for everybody else
    default void mustManage(UUID office) {
        boolean may = this instanceof System
                || this instanceof Official official
                        && official.office().equals(office)
                        && official.may(Right.MANAGE_OFFICE);
        if (!may) throw new SecurityException("Not for " + doer().kind());
    }

    /// Who may hold an appointment: a person, a member of a studio acting by name for it (rule C3), or one of these
    /// with
    /// somebody who does it for them (rule D3).
    sealed interface Booker extends Actor permits Citizen, Intermediary, Assisted {
        PersonId person();

        Assurance assurance();

        /// By which channel they ask (rule D3).
        Channel channel();

        /// Whose appointment it is: the person whose affairs these are, or the studio.
        UUID party();

        /// Who is entitled: the citizen or the studio's member, whoever does it for them.
        default Booker entitled() {
            return this;
        }
    }

    /// A person for themselves, or on behalf of another under a delegation in force (rule D12).
    record Citizen(
            PersonId person, Assurance assurance, @Nullable OnBehalf onBehalf, Channel channel) implements Booker {

        public Citizen(PersonId person, Assurance assurance, @Nullable OnBehalf onBehalf) {
            this(person, assurance, onBehalf, Channel.WEB);
        }

        /// Whose affairs these are.
        public PersonId principal() {
            return onBehalf == null ? person : onBehalf.delegator();
        }

        @Override
        public UUID party() {
            return principal().value();
        }

        @Override
        public Doer doer() {
            return new Doer(
                    "citizen",
                    person.toString(),
                    onBehalf == null ? null : onBehalf.delegator().toString());
        }
    }

    /// A member of a professional studio, by name (rule C3). Which positions they may treat is asked at every door.
    record Intermediary(PersonId person, Assurance assurance, UUID studio, Channel channel) implements Booker {

        public Intermediary(PersonId person, Assurance assurance, UUID studio) {
            this(person, assurance, studio, Channel.WEB);
        }

        @Override
        public UUID party() {
            return studio;
        }

        @Override
        public Doer doer() {
            return new Doer("intermediary", person.toString(), studio.toString());
        }
    }

    /// An official or another system that identified somebody and does it for them: what is done is the doer's, whose
    /// it
    /// is stays theirs. Entering a room, reading papers and whatever else takes being there is not for who assists.
    ///
    /// @param by an official of the contact centre or the front desk, or a system trusted to identify who calls it
    /// @param who the person or the member of a studio who is helped
    record Assisted(Actor by, Booker who, Channel channel) implements Booker {

        public Assisted {
            if (!(by instanceof Official || by instanceof Client))
                throw new IllegalArgumentException(
                        "Nobody is assisted by a " + by.doer().kind());
            if (who instanceof Assisted) throw new IllegalArgumentException("Assisted twice");
        }

        @Override
        public PersonId person() {
            return who.person();
        }

        @Override
        public Assurance assurance() {
            return who.assurance();
        }

        @Override
        public UUID party() {
            return who.party();
        }

        @Override
        public Booker entitled() {
            return who;
        }

        @Override
        public Doer doer() {
            return new Doer(by.doer().kind(), by.doer().id(), party().toString());
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

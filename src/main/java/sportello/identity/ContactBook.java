package sportello.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import sportello.audit.Doer;

/// How people come to be reached elsewhere (rule G7): a new number or address counts only after the code sent to it was
/// typed; until then the old one stays. At most five persons are reached on one, which is said only to who typed the
/// code. The same verbs at every door: the person's own pages, a counter, the telephone, the API.
public interface ContactBook {

    enum Kind {
        MOBILE,
        EMAIL
    }

    /// Sends a code to what was typed. Another claim of the kind that was still waiting ends.
    Asked ask(PersonId person, Kind kind, String typed, Doer by);

    /// Sends another code; the one before ends.
    Again again(PersonId person, UUID claim, Doer by);

    /// The code as it was typed, or said at a counter. Blanks and dashes do not matter.
    Typed typed(PersonId person, UUID claim, String code, Doer by);

    void giveUp(PersonId person, UUID claim, Doer by);

    /// Reached there no more. False when they were not.
    boolean leave(PersonId person, Kind kind, Doer by);

    /// In which language this person is written to from now on.
    void speak(PersonId person, String language);

    /// What waits for its code, the person's own.
    List<Claim> waiting(PersonId person);

    /// Where a code goes, made anew for the message that carries it; nothing once the claim has ended.
    Optional<Delivery> codeForDelivery(UUID claim);

    /// A contact that does not count yet.
    ///
    /// @param contact number in E.164 or address, for who claims it
    /// @param until after this the code is typed in vain
    /// @param againFrom before this no other code is sent
    record Claim(UUID id, Kind kind, String contact, Instant until, Instant againFrom, int attemptsLeft) {}

    record Delivery(Kind kind, String to, String code) {}

    sealed interface Asked {
        record Sent(Claim claim) implements Asked {}

        /// They are reached there already.
        record AlreadyTheirs() implements Asked {}

        /// No SMS arrives on a fixed line.
        record Landline() implements Asked {}

        /// Neither a mobile number nor an address.
        record NotOne() implements Asked {}

        /// @param nextAt when another code may be asked for
        record TooMany(Instant nextAt) implements Asked {}
    }

    sealed interface Again {
        record Sent(Claim claim) implements Again {}

        record TooMany(Instant nextAt) implements Again {}

        record Unknown() implements Again {}
    }

    sealed interface Typed {
        /// From now on they are reached there.
        record Changed(Kind kind, String contact) implements Typed {}

        record Wrong(int attemptsLeft) implements Typed {}

        /// Typed wrongly too often, or too late: only another code helps.
        record Over() implements Typed {}

        /// Five persons are reached there already: the old contact stays.
        record FiveAlready(Kind kind, String contact) implements Typed {}

        record Unknown() implements Typed {}
    }
}

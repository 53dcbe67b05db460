package sportello.reception;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.PersonId;

/// The contact centre and the front desk (*Prima accoglienza*). An encounter is its official's alone: for everybody
/// else, and once it is over, it does not exist. Nothing may be done for a person before they are identified.
public interface Reception {

    /// How the official may meet people: empty for who has neither right (rule G13).
    List<Channel> channels(Actor.Official by);

    Meeting meet(PersonId person, Channel channel, Actor.Official by);

    Optional<Encounter> find(UUID encounter, Actor.Official by);

    /// Those not yet over, the latest first: several calls may be open at once.
    List<Encounter> open(Actor.Official by);

    /// What is asked on the telephone or checked at the desk, as codes of words.
    Checks checks(Channel channel);

    /// Code of the question → how it was answered; what was not asked is left out. The answers themselves are not kept.
    Identification identify(UUID encounter, Map<String, Answer> answers, Actor.Official by);

    /// Rule G12: a page of this person's was looked at, during this encounter.
    void looked(Encounter encounter, String what, Actor.Official by);

    /// Rule G12: somebody was looked for. `by name`, `found`: how, and how many there are; never what was typed.
    void searched(String how, int found, Actor.Official by);

    void end(UUID encounter, Actor.Official by);

    enum Answer {
        RIGHT,
        WRONG
    }

    /// @param needed how many right answers are enough
    /// @param wrong how many wrong ones are borne
    record Checks(List<String> questions, int needed, int wrong) {}

    sealed interface Meeting {
        record Met(Encounter encounter) implements Meeting {}

        /// `reason` is a key of words.
        record Refused(String reason) implements Meeting {}
    }

    sealed interface Identification {
        record Identified(Encounter encounter) implements Identification {}

        /// More must be asked.
        record NotYet(int right, int needed) implements Identification {}

        /// Too many wrong answers: the encounter is over.
        record Failed() implements Identification {}

        record NotFound() implements Identification {}
    }
}

package sportello.web.counter;

import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.reception.Reception;
import sportello.web.Answer;

/// Finds who a page is about, from its address alone: no current person is kept anywhere, so that several calls stay
/// apart in as many windows.
@Component
class Callers {

    private final Reception reception;
    private final People people;

    Callers(Reception reception, People people) {
        this.reception = reception;
        this.people = people;
    }

    /// Somebody else's encounter, or one that is over, does not exist.
    Caller met(UUID encounter, Actor.Official by) {
        var found = reception.find(encounter, by).orElseThrow(Answer::unknown);
        return new Caller(found, people.find(found.person()).orElseThrow(Answer::unknown), by);
    }

    Caller identified(UUID encounter, Actor.Official by) {
        var caller = met(encounter, by);
        if (!caller.encounter().identified()) throw new NotIdentified(encounter);
        return caller;
    }

    /// Rule G12: who looked at what is kept.
    Caller looking(UUID encounter, Actor.Official by, String what) {
        var caller = identified(encounter, by);
        reception.looked(caller.encounter(), what, by);
        return caller;
    }

    /// 404 for who may meet nobody (rule G13).
    void mayMeet(Actor.Official by) {
        if (reception.channels(by).isEmpty()) throw Answer.unknown();
    }
}

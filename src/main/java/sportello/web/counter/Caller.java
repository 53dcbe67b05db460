package sportello.web.counter;

import java.util.UUID;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.Person;
import sportello.reception.Encounter;
import sportello.web.Frame;

/// A person met, and the official who met them.
record Caller(Encounter encounter, Person person, Actor.Official official) {

    /// The person, helped by the official: what the rooms' verbs take.
    Actor.Assisted helped() {
        return new Actor.Assisted(
                official,
                new Actor.Citizen(person.id(), Assurance.SUBSTANTIAL, null, encounter.channel()),
                encounter.channel());
    }

    /// The same for another capacity of theirs: a member of a studio (rule C3).
    Actor.Assisted helped(UUID studio) {
        return new Actor.Assisted(
                official,
                new Actor.Intermediary(person.id(), Assurance.SUBSTANTIAL, studio, encounter.channel()),
                encounter.channel());
    }

    boolean atTheDesk() {
        return encounter.channel() == Channel.FRONT_DESK;
    }

    String address() {
        return "/office/calls/" + encounter.id();
    }

    /// The line on top of each of their pages.
    CallerBar bar(Frame frame) {
        var born = person.bornOn();
        return new CallerBar(
                address(),
                person.fullName(),
                born == null ? "" : frame.date(born),
                frame.say(atTheDesk() ? "counter.channel.desk" : "counter.channel.call"),
                atTheDesk(),
                encounter.identified());
    }
}

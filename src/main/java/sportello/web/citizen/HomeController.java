package sportello.web.citizen;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import sportello.booking.WaitingList;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.notification.Inbox;
import sportello.web.Frame;

/// The reserved area. On the day, the appointment is the first thing on it.
@RestController
class HomeController {

    private static final int NOTICES = 3;
    private static final int PAST = 5;

    private final AppointmentCards cards;
    private final WaitingList waiting;
    private final Waits waits;
    private final Inbox inbox;
    private final Register register;
    private final People people;
    private final Templates templates;

    HomeController(
            AppointmentCards cards,
            WaitingList waiting,
            Waits waits,
            Inbox inbox,
            Register register,
            People people,
            Templates templates) {
        this.cards = cards;
        this.waiting = waiting;
        this.waits = waits;
        this.inbox = inbox;
        this.register = register;
        this.people = people;
        this.templates = templates;
    }

    @GetMapping("/home")
    JteModel home(Frame frame, Actor.Citizen by) {
        var all = cards.all(frame, by);
        var coming = all.stream().filter(AppointmentCard::booked).toList();
        var past = all.reversed().stream()
                .filter(card -> !card.booked())
                .limit(PAST)
                .toList();
        return templates.citizenHome(
                frame,
                new HomePage(
                        coming.isEmpty() ? null : coming.getFirst(),
                        coming.stream().skip(1).toList(),
                        past,
                        waiting.of(by).stream()
                                .map(wish -> waits.card(frame, by, wish))
                                .toList(),
                        inbox.of(by.person(), frame.language(), NOTICES).stream()
                                .map(notice -> NoticeLine.of(frame, notice))
                                .toList(),
                        register.toDelegate(by.person()).stream()
                                .flatMap(delegation -> people.find(delegation.delegator()).stream())
                                .map(Person::fullName)
                                .toList()));
    }
}

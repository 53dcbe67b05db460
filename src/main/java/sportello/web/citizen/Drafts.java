package sportello.web.citizen;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import sportello.agenda.Agenda;
import sportello.agenda.Agenda.Holding;
import sportello.agenda.Hold;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.ProductClock;

/// Where somebody stands on the way to an appointment, read afresh at every step.
@Component
class Drafts {

    private final Services services;
    private final Bookings bookings;
    private final Agenda agenda;
    private final People people;
    private final ProductClock clock;

    Drafts(Services services, Bookings bookings, Agenda agenda, People people, ProductClock clock) {
        this.services = services;
        this.bookings = bookings;
        this.agenda = agenda;
        this.people = people;
        this.clock = clock;
    }

    /// @param hold the hour kept for this person, empty when none is or its time ran out
    /// @param ownCode their codice fiscale, empty when unknown
    /// @param standing whether an appointment of theirs is in the way of another
    record Progress(
            ServicePolicy policy,
            Answers answers,
            Optional<Hold> hold,
            Optional<FiscalCode> ownCode,
            boolean standing) {

        Progress with(Answers answers, Optional<Hold> hold) {
            return new Progress(policy, answers, hold, ownCode, standing);
        }

        String address(String step) {
            return "/book/" + policy.code() + "/" + step;
        }

        /// Where an hour is chosen, once more when the one chosen before is no longer kept.
        String chooseAgain() {
            return address("hour") + (answers.wanted().isPresent() ? "?gone" : "");
        }
    }

    Progress of(Actor.Citizen by, String service) {
        var policy = bookable(service);
        var way = bookings.underWay(by, service);
        var hold = way.hold().filter(held -> held.until().isAfter(clock.instant()));
        return new Progress(policy, new Answers(way.answers()), hold, way.ownCode(), way.standing());
    }

    /// Whether people book this service here, not only by telephone or at the desk.
    boolean takes(String service) {
        return here(service).isPresent();
    }

    /// Answers 404 where people do not.
    void demand(String service) {
        bookable(service);
    }

    private Optional<ServicePolicy> here(String service) {
        return services.find(service).filter(found -> found.channels().contains("web") && found.cassetto() == null);
    }

    private ServicePolicy bookable(String service) {
        return here(service).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    Progress save(Actor.Citizen by, Progress before, Answers answers) {
        return save(by, before, answers, before.hold());
    }

    Progress save(Actor.Citizen by, Progress before, Answers answers, Optional<Hold> hold) {
        Optional<UUID> id = hold.map(Hold::id);
        bookings.saveDraft(by, before.policy().code(), answers.typed(), id);
        return before.with(answers, hold);
    }

    /// The hour and what was typed are kept together, or neither is.
    Holding hold(Actor.Citizen by, Progress progress, Answers answers, Search search, Instant at) {
        var note = bookings.draftNote(by, progress.policy().code(), answers.typed());
        return agenda.hold(search, at, by.person(), Side.PUBLIC, clock.instant(), note);
    }

    Optional<Person> person(Actor.Citizen by) {
        return people.find(by.person());
    }

    /// The first step that still needs something; whatever was typed before is not asked again.
    String next(Progress progress) {
        var answers = progress.answers();
        if (progress.hold().isEmpty()) return progress.chooseAgain();
        if (answers.guardian()) return progress.address("guardian");
        if (!answers.wrongWithDelegator(progress.ownCode(), clock.today()).isEmpty())
            return progress.address("delegator") + (answers.seen(Answers.DELEGATOR) ? "?check" : "");
        if (!answers.seen(Answers.CONTACTS)) return progress.address("contacts");
        if (!answers.wrongWithContacts().isEmpty()) return progress.address("contacts") + "?check";
        return progress.address("summary");
    }
}

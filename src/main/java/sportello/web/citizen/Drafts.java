package sportello.web.citizen;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Draft;
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
    record Progress(ServicePolicy policy, Answers answers, Optional<Hold> hold) {

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
        var draft = bookings.draft(by, service);
        var hold = draft.flatMap(Draft::hold)
                .flatMap(id -> agenda.find(id, by.person()))
                .filter(held -> !held.booked() && held.until().isAfter(clock.instant()));
        return new Progress(policy, new Answers(draft.map(Draft::answers).orElse(Map.of())), hold);
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
        return new Progress(before.policy(), answers, hold);
    }

    Optional<Person> person(Actor.Citizen by) {
        return people.find(by.person());
    }

    Optional<FiscalCode> ownTaxCode(Actor.Citizen by) {
        return person(by).flatMap(Person::taxCode);
    }

    /// The first step that still needs something; whatever was typed before is not asked again.
    String next(Actor.Citizen by, Progress progress) {
        var answers = progress.answers();
        if (progress.hold().isEmpty()) return progress.chooseAgain();
        if (answers.guardian()) return progress.address("guardian");
        if (!answers.wrongWithDelegator(ownTaxCode(by), clock.today()).isEmpty())
            return progress.address("delegator") + (answers.seen(Answers.DELEGATOR) ? "?check" : "");
        if (!answers.seen(Answers.CONTACTS)) return progress.address("contacts");
        if (!answers.wrongWithContacts().isEmpty()) return progress.address("contacts") + "?check";
        return progress.address("summary");
    }
}

package sportello.web.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.agenda.Search;
import sportello.booking.Bookings;
import sportello.booking.Bookings.Draft;
import sportello.offices.ServicePolicy;
import sportello.platform.ProductClock;
import sportello.web.citizen.Answers;
import sportello.web.citizen.Errors.Problem;
import sportello.web.citizen.Whereabouts;

/// What was typed during one call for one service: another window, and the person's own booking on the web, have drafts
/// of their own.
@Component
class CallDrafts {

    private static final String PLACE = "place";
    static final List<String> CONFIRMED = List.of("contacts_confirmed");

    private final Bookings bookings;
    private final Agenda agenda;
    private final Reach reach;
    private final Whereabouts places;
    private final ContactCodes codes;
    private final ProductClock clock;

    CallDrafts(
            Bookings bookings, Agenda agenda, Reach reach, Whereabouts places, ContactCodes codes, ProductClock clock) {
        this.bookings = bookings;
        this.agenda = agenda;
        this.reach = reach;
        this.places = places;
        this.codes = codes;
        this.clock = clock;
    }

    /// @param hold the hour kept for the caller, empty when none is or its time ran out
    record Progress(Caller caller, ServicePolicy policy, Answers answers, Optional<Hold> hold) {

        String address() {
            return caller.address() + "/book/" + policy.code();
        }

        boolean asksForDelegator() {
            return policy.parties().stream().anyMatch(party -> party.role().equals("delegator"));
        }
    }

    Progress of(Caller caller, String service) {
        var policy = reach.bookable(caller, service);
        var draft = bookings.draft(caller.helped(), key(caller, service));
        var hold = draft.flatMap(Draft::hold)
                .flatMap(id -> agenda.find(id, caller.person().id()))
                .filter(held -> !held.booked() && held.until().isAfter(clock.instant()));
        return new Progress(
                caller, policy, new Answers(draft.map(Draft::answers).orElse(Map.of())), hold);
    }

    Progress save(Progress before, Answers answers, Optional<Hold> hold) {
        Optional<UUID> id = hold.map(Hold::id);
        bookings.saveDraft(
                before.caller().helped(), key(before.caller(), before.policy().code()), answers.typed(), id);
        return new Progress(before.caller(), before.policy(), answers, hold);
    }

    void drop(Progress progress) {
        bookings.dropDraft(
                progress.caller().helped(),
                key(progress.caller(), progress.policy().code()));
    }

    private static String key(Caller caller, String service) {
        return service + "/" + caller.encounter().id();
    }

    /// At the front desk the own office; on the telephone where the person would look on the web: the office chosen in
    /// this call, else where they went last, else anywhere while the offices are few. Empty when it must be asked.
    Optional<Search> search(Progress progress) {
        var caller = progress.caller();
        var service = progress.policy().code();
        return caller.atTheDesk()
                ? Optional.of(
                        Search.anywhere(service).inOffice(caller.official().office()))
                : places.of(caller.person().id(), service, progress.answers());
    }

    /// Another place than before: the hour in hand is chosen again. Where somebody wants to go is remembered, as on the
    /// web.
    Progress at(Progress before, String place) {
        var answers = before.answers();
        Whereabouts.uuid(place)
                .ifPresent(office -> places.remember(
                        before.caller().person().id(), before.policy().code(), office));
        if (answers.get(PLACE).equals(place)) return before;
        return save(before, answers.with(List.of(PLACE), Map.of(PLACE, place)).wantingNone(), Optional.empty());
    }

    /// Why it cannot be read back yet; the texts speak to the agent.
    List<Problem> wrong(Progress progress) {
        var answers = progress.answers();
        var wrong = new ArrayList<Problem>();
        if (progress.asksForDelegator())
            wrong.addAll(answers.wrongWithDelegator(progress.caller().person().taxCode(), clock.today()));
        wrong.addAll(answers.wrongWithContacts());
        wrong.replaceAll(CallDrafts::toTheAgent);
        if (!answers.get("contacts_confirmed").equals("yes"))
            wrong.add(new Problem("contacts_confirmed", "counter.wrong.confirmed"));
        return wrong;
    }

    private static Problem toTheAgent(Problem problem) {
        return switch (problem.key()) {
            case "book.wrong.own_mobile.missing", "book.wrong.own_mobile.shape" ->
                new Problem(problem.field(), "counter.wrong.mobile");
            case "book.wrong.own_mobile.landline" -> new Problem(problem.field(), "counter.wrong.landline");
            case "book.wrong.tax_code.own" -> new Problem(problem.field(), "counter.wrong.same_person");
            case "book.wrong.declares.cannot_come", "book.wrong.declares.no_identity" ->
                new Problem(problem.field(), "counter.wrong.declared");
            default -> problem;
        };
    }

    /// The contacts the product knows, and those just stated whose code was not read out yet, until the caller says
    /// others.
    Answers withContacts(Progress progress) {
        var answers = progress.answers();
        return answers.seen(Answers.CONTACTS)
                ? answers
                : answers.with(Answers.CONTACTS, codes.known(progress.caller().person()));
    }
}

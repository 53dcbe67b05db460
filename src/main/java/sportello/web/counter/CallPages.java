package sportello.web.counter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.WaitingList;
import sportello.booking.WaitingList.Wish;
import sportello.delegation.Register;
import sportello.identity.ContactBook.Kind;
import sportello.identity.FiscalCode;
import sportello.identity.MobileNumber;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.platform.IdempotencyKey;
import sportello.reception.Reception;
import sportello.web.Frame;
import sportello.web.citizen.Errors;

/// Makes the caller's screen.
@Component
class CallPages {

    private static final int MOST_COMING = 20;
    private static final int MOST_PAST = 5;

    private final Reception reception;
    private final Reach reach;
    private final CallQuestions questions;
    private final ContactCodes codes;
    private final Bookings bookings;
    private final WaitingList waiting;
    private final Register register;
    private final Offices offices;
    private final People people;

    CallPages(
            Reception reception,
            Reach reach,
            CallQuestions questions,
            ContactCodes codes,
            Bookings bookings,
            WaitingList waiting,
            Register register,
            Offices offices,
            People people) {
        this.reception = reception;
        this.reach = reach;
        this.questions = questions;
        this.codes = codes;
        this.bookings = bookings;
        this.waiting = waiting;
        this.register = register;
        this.offices = offices;
        this.people = people;
    }

    CallPage identification(
            Frame frame, Caller caller, @Nullable String told, Map<String, String> answers, Errors errors) {
        var checks = reception.checks(caller.encounter().channel());
        var asked = checks.questions().stream()
                .map(code -> new CallPage.Check(
                        code,
                        frame.say("counter.check." + code),
                        known(frame, caller, code),
                        answers.getOrDefault(code, "")))
                .toList();
        var needed = frame.say(
                caller.atTheDesk() ? "counter.checks.all" : "counter.checks.needed",
                "needed",
                checks.needed(),
                "wrong",
                checks.wrong());
        return page(frame, caller, told, new CallPage.Checks(asked, needed, errors));
    }

    /// As little as is needed to compare.
    private String known(Frame frame, Caller caller, String code) {
        var person = caller.person();
        var contacts = person.contacts();
        return switch (code) {
            case "full-name" -> person.fullName();
            case "tax-code" -> person.taxCode().map(FiscalCode::value).orElse("");
            case "born-on" -> {
                var born = person.bornOn();
                yield born == null ? "" : frame.date(born);
            }
            case "mobile" -> {
                var mobile = contacts.mobile();
                yield mobile == null ? "" : MobileNumber.masked(mobile);
            }
            case "email" -> {
                var email = contacts.email();
                yield email == null ? "" : email.replaceFirst("(?<=^.)[^@]*", "…");
            }
            case "appointment" ->
                reach.coming(caller, 1).stream()
                        .findFirst()
                        .map(next -> frame.dayAndHour(next.startsAt()))
                        .orElse("");
            default -> "";
        };
    }

    CallPage whole(Frame frame, Caller caller, @Nullable String told) {
        return page(frame, caller, told, null);
    }

    private CallPage page(Frame frame, Caller caller, @Nullable String told, CallPage.@Nullable Checks checks) {
        boolean open = checks == null;
        return new CallPage(
                caller.bar(frame),
                told,
                checks,
                contact(caller),
                open ? services(frame, caller) : List.of(),
                open ? questions(caller) : List.of(),
                open ? lines(frame, caller, reach.coming(caller, MOST_COMING)) : List.of(),
                open ? lines(frame, caller, reach.past(caller, MOST_PAST)) : List.of(),
                open ? waiting(frame, caller) : List.of(),
                open ? given(frame, caller) : List.of(),
                open ? held(frame, caller) : List.of());
    }

    private CallPage.Contact contact(Caller caller) {
        var contacts = caller.person().contacts();
        var mobile = contacts.mobile();
        var email = contacts.email();
        var own = ContactCodes.Whose.callers(caller);
        return new CallPage.Contact(
                mobile == null ? "" : MobileNumber.readable(mobile),
                email == null ? "" : email,
                codes.waiting(caller.person().id()).stream()
                        .map(ContactCodes::readable)
                        .toList(),
                Stream.of(Kind.values()).anyMatch(kind -> codes.mayState(own, kind)),
                own.address());
    }

    private List<CallPage.Bookable> services(Frame frame, Caller caller) {
        var policies = reach.bookable(caller);
        return policies.stream()
                .map(policy -> service(frame, caller, policy, policies.indexOf(policy) + 1))
                .toList();
    }

    private CallPage.Bookable service(Frame frame, Caller caller, ServicePolicy policy, int number) {
        var refused = switch (bookings.mayBook(caller.helped(), policy.code())) {
            case Bookings.Eligible.Yes _ -> null;
            case Bookings.Eligible.No(var reason, var facts) -> frame.sayWith(reason, facts);
        };
        return new CallPage.Bookable(
                caller.address() + "/book/" + policy.code(),
                caller.address() + "/waiting/" + policy.code(),
                frame.say("service." + policy.code() + ".short"),
                number < 10 ? String.valueOf(number) : "",
                refused);
    }

    private List<CallPage.Asked> questions(Caller caller) {
        return questions.of(caller).stream()
                .map(lit -> new CallPage.Asked(
                        lit.address(caller),
                        lit.question().subject(),
                        lit.question().position().name()))
                .toList();
    }

    private List<CallPage.Line> lines(Frame frame, Caller caller, List<Appointment> all) {
        return all.stream()
                .map(each -> new CallPage.Line(
                        caller.address() + "/appointments/" + each.id(),
                        frame.upper(frame.dayAndHour(each.startsAt())),
                        frame.say("service." + each.service() + ".short"),
                        offices.counter(each.counter()).map(Counter::officeName).orElse(""),
                        frame.say("appointment.status." + each.status().name().toLowerCase(Locale.ROOT)),
                        each.reference().spoken()))
                .toList();
    }

    private List<CallPage.Wait> waiting(Frame frame, Caller caller) {
        return waiting.of(caller.helped()).stream()
                .map(wish -> {
                    var counter = wish.counter();
                    return new CallPage.Wait(
                            wish.id().toString(),
                            frame.say("service." + wish.service() + ".short"),
                            wish.days().stream()
                                    .map(days -> frame.say(
                                            "waiting.days",
                                            "from",
                                            frame.day(days.from()),
                                            "until",
                                            frame.day(days.until())))
                                    .reduce((one, other) -> one + ", " + other)
                                    .orElse(""),
                            counter == null
                                    ? frame.say("waiting.anywhere")
                                    : offices.counter(counter)
                                            .map(Counter::officeName)
                                            .orElse(""),
                            offered(frame, caller, wish));
                })
                .toList();
    }

    private CallPage.@Nullable Offered offered(Frame frame, Caller caller, Wish wish) {
        var offer = wish.offer();
        if (offer == null || !offer.open(frame.now())) return null;
        return new CallPage.Offered(
                caller.address() + "/offers/" + offer.id(),
                frame.say(
                        "counter.offer.when",
                        "when",
                        frame.dayAndHour(offer.startsAt()),
                        "office",
                        offices.counter(offer.counter())
                                .map(Counter::officeName)
                                .orElse("")),
                frame.say("counter.offer.until", "until", frame.soon(offer.until())),
                reach.answers(caller, offer, wish.matter()),
                IdempotencyKey.next().value().toString());
    }

    private List<CallPage.Given> given(Frame frame, Caller caller) {
        return register.ofDelegator(caller.person().id()).stream()
                .filter(each -> !each.delegate().equals(caller.official().person()))
                .map(each -> new CallPage.Given(
                        caller.address() + "/delegations/" + each.id(),
                        name(each.delegate()),
                        frame.day(each.grantedAt())))
                .toList();
    }

    private List<CallPage.Held> held(Frame frame, Caller caller) {
        return register.toDelegate(caller.person().id()).stream()
                .filter(each -> !each.delegator().equals(caller.official().person()))
                .map(each -> new CallPage.Held(
                        caller.atTheDesk() ? caller.address() + "/delegations/" + each.id() : "",
                        name(each.delegator()),
                        frame.day(each.grantedAt())))
                .toList();
    }

    private String name(PersonId person) {
        return people.find(person).map(Person::fullName).orElse("");
    }
}

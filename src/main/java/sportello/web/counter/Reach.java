package sportello.web.counter;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.booking.WaitingList.Offer;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.offices.Offices;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.web.Answer;
import sportello.web.security.Capacities;

/// Rule G13, how far an agent's rights go: services that may be asked for by this channel; with units, only theirs and
/// those of no unit; at the front desk only the office's own appointments; never one in which the agent is a party.
@Component
class Reach {

    private final Services services;
    private final Offices offices;
    private final Bookings bookings;
    private final People people;
    private final Capacities capacities;

    Reach(Services services, Offices offices, Bookings bookings, People people, Capacities capacities) {
        this.services = services;
        this.offices = offices;
        this.bookings = bookings;
        this.people = people;
        this.capacities = capacities;
    }

    /// What a person without a studio may book with this agent's help.
    List<ServicePolicy> bookable(Caller caller) {
        return services.all().stream()
                .filter(policy -> policy.cassetto() == null && serves(caller, policy))
                .toList();
    }

    ServicePolicy bookable(Caller caller, String service) {
        return services.find(service)
                .filter(policy -> policy.cassetto() == null && serves(caller, policy))
                .orElseThrow(Answer::unknown);
    }

    boolean serves(Caller caller, ServicePolicy policy) {
        return ofUnit(caller, policy)
                && policy.channels().contains(caller.encounter().channel().code());
    }

    private boolean ofUnit(Caller caller, ServicePolicy policy) {
        var units = caller.official().units();
        return policy.unit().isEmpty()
                || units.isEmpty()
                || units.stream()
                        .flatMap(unit -> offices.unit(unit).stream())
                        .anyMatch(unit -> unit.code().equals(policy.unit()));
    }

    /// An appointment, and as what the caller has it: for themselves, or as a member of a studio.
    record Seen(Appointment appointment, Actor.Assisted by) {}

    /// The studios the caller acts for; those of the agent are not among them.
    List<Capacity.AsIntermediary> studios(Caller caller) {
        var agents = bookings.partiesOf(caller.official().person());
        return capacities.of(caller.person().id()).stream()
                .filter(Capacity.AsIntermediary.class::isInstance)
                .map(Capacity.AsIntermediary.class::cast)
                .filter(studio -> !agents.contains(studio.studio()))
                .toList();
    }

    private List<Actor.Assisted> capacities(Caller caller) {
        return Stream.concat(
                        Stream.of(caller.helped()),
                        studios(caller).stream().map(studio -> caller.helped(studio.studio())))
                .toList();
    }

    Optional<Seen> own(Caller caller, AppointmentId id) {
        return capacities(caller).stream()
                .flatMap(by -> bookings.own(id, by).map(found -> new Seen(found, by)).stream())
                .filter(seen -> sees(caller, seen.appointment()))
                .findFirst();
    }

    List<Appointment> coming(Caller caller, int most) {
        return seen(caller, Comparator.comparing(Appointment::startsAt), by -> bookings.coming(by, most));
    }

    List<Appointment> past(Caller caller, int most) {
        return seen(caller, Comparator.comparing(Appointment::startsAt).reversed(), by -> bookings.past(by, most))
                .stream()
                .limit(most)
                .toList();
    }

    private List<Appointment> seen(
            Caller caller, Comparator<Appointment> order, Function<Actor.Assisted, List<Appointment>> of) {
        return capacities(caller).stream()
                .flatMap(by -> of.apply(by).stream())
                .filter(each -> sees(caller, each))
                .sorted(order)
                .toList();
    }

    boolean sees(Caller caller, Appointment appointment) {
        return services.find(appointment.service())
                        .filter(policy -> ofUnit(caller, policy))
                        .isPresent()
                && !isParty(caller, appointment);
    }

    /// The delegator named in it is a party too.
    private boolean isParty(Caller caller, Appointment appointment) {
        return wouldBeParty(caller, appointment.matter().get("delegator.tax_code"));
    }

    boolean touches(Caller caller, Appointment appointment) {
        return sees(caller, appointment)
                && services.find(appointment.service())
                        .filter(policy -> serves(caller, policy))
                        .isPresent()
                && (!caller.atTheDesk() || caller.official().office().equals(appointment.office()));
    }

    /// An hour of the waiting list is answered by who could have booked it, or moved what it is to bring forward.
    boolean answers(Caller caller, Offer offer, Matter matter) {
        var instead = offer.instead();
        return services.find(offer.service())
                        .filter(policy -> policy.cassetto() == null && serves(caller, policy))
                        .isPresent()
                && (!caller.atTheDesk() || caller.official().office().equals(offer.office()))
                && !wouldBeParty(caller, matter.get("delegator.tax_code"))
                && (instead == null
                        || own(caller, instead)
                                .filter(seen -> touches(caller, seen.appointment()))
                                .isPresent());
    }

    /// Whether the agent would be a party in what is about to be booked.
    boolean wouldBeParty(Caller caller, String delegatorsTaxCode) {
        return people.find(caller.official().person())
                .flatMap(Person::taxCode)
                .filter(code -> code.value().equals(delegatorsTaxCode))
                .isPresent();
    }
}

package sportello.web.security;

import java.util.EnumSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.audit.Doer;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.platform.Reference;

/// Makes somebody for each role, with the rooms' own verbs.
@Component
class Roles {

    static final Doer CARLA = new Doer("staff", UUID.randomUUID().toString(), null);

    private final People people;
    private final Offices offices;
    private final Register register;
    private final Studios studios;
    private final Capacities capacities;

    Roles(People people, Offices offices, Register register, Studios studios, Capacities capacities) {
        this.people = people;
        this.offices = offices;
        this.register = register;
        this.studios = studios;
        this.capacities = capacities;
    }

    SignedIn citizen() {
        return new SignedIn(person("Bruno"), Assurance.SUBSTANTIAL, SignedIn.ME);
    }

    SignedIn onBehalf() {
        var delegate = person("Bruno");
        register.grant(person("Anna"), delegate, null, null, new Actor.System("test"));
        return chosen(delegate);
    }

    SignedIn official(String name, EnumSet<Right> rights) {
        var person = person(name);
        var office = UUID.randomUUID();
        offices.open(new Office(office, name, OfficeKind.DIREZIONE_PROVINCIALE, "Bologna", "BO", null, false));
        offices.employ(person, office, name, rights);
        return chosen(person);
    }

    SignedIn intermediary() {
        var person = person("Dario");
        var studio = studios.open("Studio Intermediario", aCode().value());
        studios.enrol(studio.id(), person, EnumSet.allOf(Cassetto.class));
        return chosen(person);
    }

    private SignedIn chosen(PersonId person) {
        var key = capacities.of(person).stream().map(Capacity::key).findFirst().orElseThrow();
        return new SignedIn(person, Assurance.HIGH, key);
    }

    PersonId person(String name) {
        return people.identified(name, "", aCode(), null, new Contacts(null, null, "it"), CARLA)
                .id();
    }

    static String someReference() {
        return Reference.next().value();
    }

    private static FiscalCode aCode() {
        var ten = "%010d".formatted(Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 9_999_999_999L) + 1);
        for (char last = '0'; last <= '9'; last++) {
            var code = FiscalCode.parse(ten + last);
            if (code.isPresent()) return code.get();
        }
        throw new IllegalStateException();
    }
}

package sportello.demo;

import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import sportello.audit.Doer;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.partners.RelyingServices;
import sportello.platform.OneAtATime;

/// The small world of the demonstration, made with the rooms' own verbs before the first port opens. At the next start
/// what is there already stays as it is.
@Component
@InDemo
class World implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(World.class);
    private static final Doer DEMO = Doer.system("demo");
    private static final UUID BOLOGNA = UUID.fromString("0197f000-0000-7000-8000-000000000001");
    private static final UUID MODENA = UUID.fromString("0197f000-0000-7000-8000-000000000002");

    /// Booked by the telephone that answers by itself.
    static final String BY_TELEPHONE = "pension-talk";

    private final Offices offices;
    private final Services services;
    private final People people;
    private final List<CapacitySource> capacities;
    private final RelyingServices relying;
    private final PensionFile pensionFile;
    private final DariosStudio dariosStudio;
    private final OneAtATime turns;
    private UUID bologna = BOLOGNA;
    private UUID modena = MODENA;
    private volatile boolean made;

    World(
            Offices offices,
            Services services,
            People people,
            List<CapacitySource> capacities,
            RelyingServices relying,
            PensionFile pensionFile,
            DariosStudio dariosStudio,
            OneAtATime turns) {
        this.offices = offices;
        this.services = services;
        this.people = people;
        this.capacities = capacities;
        this.relying = relying;
        this.pensionFile = pensionFile;
        this.dariosStudio = dariosStudio;
        this.turns = turns;
    }

    @Override
    public void start() {
        turns.run("demo.world", this::make);
        made = true;
    }

    private void make() {
        bologna = place(
                "BO",
                new Office(
                        BOLOGNA,
                        "Direzione provinciale di Bologna",
                        OfficeKind.DIREZIONE_PROVINCIALE,
                        "Bologna",
                        "BO",
                        MonthDay.of(10, 4),
                        false));
        modena = place(
                "MO",
                new Office(
                        MODENA,
                        "Direzione provinciale di Modena",
                        OfficeKind.DIREZIONE_PROVINCIALE,
                        "Modena",
                        "MO",
                        MonthDay.of(1, 31),
                        false));
        openCounter(bologna, Services.DELEGATION);
        if (services.find(BY_TELEPHONE).isPresent()) openCounter(bologna, BY_TELEPHONE);
        for (var office : List.of(bologna, modena)) openForIntermediaries(office);
        Cast.withIdentity().forEach(this::settle);
        settleIntermediaries();
    }

    /// The office of that code, which may be one of the nation's; else a new one.
    private UUID place(String code, Office office) {
        return offices.withCode(code)
                .or(() -> offices.find(office.id()))
                .orElseGet(() -> offices.open(office, code))
                .id();
    }

    private void openCounter(UUID office, String service) {
        var there = offices.countersFor(service).stream()
                .anyMatch(counter -> counter.office().equals(office));
        if (!there)
            offices.openCounter(office, service, services.policy(service).desks());
    }

    /// The units of rule C8 and a consultation point for each Cassetto.
    private void openForIntermediaries(UUID office) {
        var town = offices.find(office).orElseThrow().municipality().toLowerCase(Locale.ROOT);
        offices.openUnit(
                office,
                "credit-assessment",
                "U.O. Accertamento e gestione del credito",
                "accertamento." + town + "@inps.example");
        offices.openUnit(office, "registry-flows", "U.O. Anagrafica e flussi", "anagrafica." + town + "@inps.example");
        for (var policy : services.all()) if (policy.cassetto() != null) openCounter(office, policy.code());
    }

    /// Carla works in both units, Elena with her in the first.
    private void settleIntermediaries() {
        var credit = offices.unit(bologna, "credit-assessment").orElseThrow();
        var registry = offices.unit(bologna, "registry-flows").orElseThrow();
        var carla = official("carla");
        offices.assign(carla.staff(), credit.id());
        offices.assign(carla.staff(), registry.id());
        offices.assign(official("elena").staff(), credit.id());
        dariosStudio.settle(person("dario"), official("carla"), modena);
    }

    private Actor.Official official(String login) {
        return capacities.stream()
                .flatMap(source -> source.capacitiesOf(person(login)).stream())
                .filter(Capacity.AsStaff.class::isInstance)
                .map(capacity -> ((Capacity.AsStaff) capacity).official())
                .filter(official -> official.office().equals(bologna))
                .findFirst()
                .orElseThrow();
    }

    private PersonId person(String login) {
        var member = Cast.withLogin(login).orElseThrow();
        return people.withFiscalCode(member.fiscalCode()).orElseThrow().id();
    }

    /// Anna is not among them: the product meets her when an official identifies her.
    private void settle(Cast.Member member) {
        var person = people.withFiscalCode(member.fiscalCode())
                .orElseGet(() -> people.identified(
                        member.givenName(),
                        member.familyName(),
                        member.fiscalCode(),
                        member.bornOn(),
                        new Contacts(member.mobile(), member.email(), "it"),
                        DEMO));
        if (offices.usual(person.id(), Services.DELEGATION).isEmpty())
            offices.remember(person.id(), Services.DELEGATION, bologna);
        var duty = member.duty();
        if (duty != null && !worksIn(person.id(), bologna)) {
            offices.employ(person.id(), bologna, duty.roleName(), duty.rights());
        }
    }

    private boolean worksIn(PersonId person, UUID office) {
        return capacities.stream()
                .flatMap(source -> source.capacitiesOf(person).stream())
                .anyMatch(one -> one instanceof Capacity.AsStaff staff
                        && staff.official().office().equals(office));
    }

    /// Its address has the port that was really opened.
    @EventListener
    void registerRelyingService(ApplicationStartedEvent started) {
        pensionFile.registerWith(relying);
        LOG.info(
                "This is a demonstration, people and data are invented. Without a password: {}",
                Cast.all().stream()
                        .filter(member -> member.login() != null)
                        .map(Cast.Member::givenName)
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void stop() {
        made = false;
    }

    @Override
    public boolean isRunning() {
        return made;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}

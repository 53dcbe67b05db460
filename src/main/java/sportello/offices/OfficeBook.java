package sportello.offices;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.identity.spi.CapacitySource;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// Opens offices and counters, employs staff, and tells at login who is staff of what (rule G13).
@Service
class OfficeBook implements Offices, CapacitySource {

    private static final Doer INSTALLER = Doer.system("offices");

    private final OfficeRows rows;
    private final Services services;
    private final People people;
    private final AuditTrail audit;
    private final ProductClock clock;
    private volatile @Nullable Directory known;

    OfficeBook(OfficeRows rows, Services services, People people, AuditTrail audit, ProductClock clock) {
        this.rows = rows;
        this.services = services;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Optional<Office> find(UUID office) {
        return directory().office(office);
    }

    @Override
    public List<Office> all(Collection<UUID> offices) {
        var directory = directory();
        return offices.stream()
                .distinct()
                .flatMap(office -> directory.office(office).stream())
                .toList();
    }

    @Override
    public List<Counter> countersFor(String service) {
        return directory().countersFor(service);
    }

    @Override
    public Optional<Counter> counter(UUID counter) {
        return directory().counter(counter);
    }

    @Override
    public Directory directory() {
        return directory(rows.stamp());
    }

    @Override
    public Directory lastKnown() {
        var kept = known;
        return kept == null ? directory() : kept;
    }

    @Override
    public Directory directory(UUID stamp) {
        var kept = known;
        if (kept != null && kept.stamp().equals(stamp)) return kept;
        // The stamp first: what is read after it is at least as new.
        var read = new Directory(rows.stamp(), rows.offices(), rows.counters());
        known = read;
        return read;
    }

    @Override
    public Optional<Office> withCode(String code) {
        return rows.coded(code).flatMap(this::find);
    }

    @Override
    public Optional<Office> usual(PersonId person, String service) {
        return rows.usual(person, service).flatMap(this::find);
    }

    @Override
    @Transactional
    public void remember(PersonId person, String service, UUID office) {
        rows.usual(person, service, office, clock.instant());
    }

    @Override
    @Transactional
    public Office open(Office office, String code) {
        open(office);
        rows.code(office.id(), code);
        return office;
    }

    @Override
    @Transactional
    public Office open(Office office) {
        rows.keep(office);
        audit.record(Act.of("offices.opened"), INSTALLER, new Subject("office", office.id()));
        return office;
    }

    @Override
    @Transactional
    public Counter openCounter(UUID office, String service, int desks) {
        services.policy(service);
        var counter = rows.openCounter(office, service, desks);
        audit.record(Act.of("offices.counter-opened"), INSTALLER, new Subject("counter", counter));
        return counter(counter).orElseThrow();
    }

    @Override
    @Transactional
    public Optional<Counter> openAnother(Counter like, int desks, IdempotencyKey key, Actor by) {
        by.mustManage(like.office());
        if (!rows.openAnother(key.value(), like, desks)) return Optional.empty();
        audit.record(Act.of("offices.counter-opened"), by.doer(), new Subject("counter", key.value()));
        return counter(key.value());
    }

    @Override
    @Transactional
    public Actor.Official employ(PersonId person, UUID office, String roleName, Set<Right> rights) {
        var staff = rows.employ(person, office, roleName, rights);
        audit.record(Act.of("offices.employed"), INSTALLER, new Subject("staff", staff));
        return rows.staff(staff).orElseThrow().official();
    }

    @Override
    @Transactional
    public Unit openUnit(UUID office, String code, String name, String mailbox) {
        var unit = rows.openUnit(office, code, name, mailbox);
        audit.record(Act.of("offices.unit-opened"), INSTALLER, new Subject("unit", unit.id()));
        return unit;
    }

    @Override
    public Optional<Unit> unit(UUID unit) {
        return rows.unit(unit);
    }

    @Override
    public Optional<Unit> unit(UUID office, String code) {
        return rows.unit(office, code);
    }

    @Override
    @Transactional
    public void assign(UUID staff, UUID unit) {
        rows.assign(staff, unit);
        audit.record(
                Act.of("offices.assigned"), INSTALLER, new Subject("staff", staff), Map.of("unit", unit.toString()));
    }

    @Override
    public List<StaffMember> staffOf(UUID unit) {
        return rows.staffOfUnit(unit).stream()
                .map(this::member)
                .sorted(Comparator.comparing(StaffMember::name))
                .toList();
    }

    @Override
    public List<Actor.Official> officials(UUID office) {
        return rows.staffOfOffice(office).stream()
                .map(OfficeRows.StaffRow::official)
                .toList();
    }

    @Override
    public Optional<StaffMember> staff(UUID staff) {
        return rows.staff(staff).map(this::member);
    }

    private StaffMember member(OfficeRows.StaffRow row) {
        var official = row.official();
        var name = people.find(official.person()).map(Person::givenName).orElse("");
        return new StaffMember(official.staff(), official.person(), official.office(), name, row.roleName());
    }

    @Override
    public List<Capacity> capacitiesOf(PersonId person) {
        return rows.staffOf(person).stream()
                .<Capacity>map(row -> new Capacity.AsStaff(
                        "staff:" + row.official().staff(), row.official(), row.officeName(), row.roleName()))
                .toList();
    }
}

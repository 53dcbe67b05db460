package sportello.intermediaries;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource;
import sportello.offices.Cassetto;

/// Keeps studios, and tells at login for which one a person may act.
@Service
class StudioBook implements Studios, CapacitySource {

    private static final Doer SELF = Doer.system("intermediaries");

    private final StudioRows rows;
    private final People people;
    private final AuditTrail audit;

    StudioBook(StudioRows rows, People people, AuditTrail audit) {
        this.rows = rows;
        this.people = people;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Studio open(String name, String taxCode) {
        var code = new FiscalCode(FiscalCode.tidy(taxCode)).value();
        boolean opened = rows.insert(name.strip(), code);
        var studio = rows.withTaxCode(code).orElseThrow();
        if (opened) audit.record(Act.of("intermediaries.studio-opened"), SELF, subject(studio.id()));
        return studio;
    }

    @Override
    @Transactional
    public void enrol(UUID studio, PersonId member, Set<Cassetto> enabled) {
        rows.enrol(studio, member, enabled);
        audit.record(
                Act.of("intermediaries.member-enrolled"),
                SELF,
                subject(studio),
                Map.of(
                        "member",
                        member.toString(),
                        "cassetti",
                        enabled.stream().map(Enum::name).sorted().collect(Collectors.joining(","))));
    }

    @Override
    public Optional<Studio> find(UUID studio) {
        return rows.find(studio);
    }

    @Override
    public List<Member> members(UUID studio) {
        return rows.members(studio).stream()
                .map(member -> new Member(
                        member.person(),
                        people.find(member.person()).map(Person::fullName).orElse(""),
                        member.enabled()))
                .toList();
    }

    @Override
    public List<Capacity> capacitiesOf(PersonId person) {
        return rows.ofMember(person).stream()
                .<Capacity>map(
                        studio -> new Capacity.AsIntermediary("studio:" + studio.id(), studio.id(), studio.name()))
                .toList();
    }

    private static Subject subject(UUID studio) {
        return new Subject("studio", studio);
    }
}

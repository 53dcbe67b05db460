package sportello.casework;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import sportello.booking.Matter;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.identity.PersonId;

/// Who belongs to which studio in tests of consultancies: every member books for the studio.
@Component
class StudioList implements Eligibility {

    private final Map<PersonId, Set<UUID>> studios = new ConcurrentHashMap<>();

    void enrol(PersonId person, UUID studio) {
        studios.computeIfAbsent(person, any -> ConcurrentHashMap.newKeySet()).add(studio);
    }

    @Override
    public String name() {
        return "studio-list";
    }

    @Override
    public Answer mayBook(Actor.Booker by, String service) {
        return partiesOf(by.person()).contains(by.party())
                ? new Answer.Fine()
                : new Answer.Refused("test.no-member", Map.of());
    }

    @Override
    public Answer judge(Actor.Booker by, String service, Matter matter) {
        if (!(mayBook(by, service) instanceof Answer.Fine)) return mayBook(by, service);
        return new Answer.Fine(Arrays.stream(matter.get("questions").split(","))
                .map(UUID::fromString)
                .collect(Collectors.toSet()));
    }

    @Override
    public Set<UUID> partiesOf(PersonId person) {
        var all = new HashSet<>(studios.getOrDefault(person, Set.of()));
        all.add(person.value());
        return all;
    }
}

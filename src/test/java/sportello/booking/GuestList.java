package sportello.booking;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.identity.PersonId;

/// Who may book in tests: everybody but the banned, with a `name` in the matter.
@Component
class GuestList implements Eligibility {

    volatile PersonId banned = PersonId.of("00000000-0000-0000-0000-000000000000");

    @Override
    public String name() {
        return "guest-list";
    }

    @Override
    public Answer mayBook(Actor.Booker by, String service) {
        return by.person().equals(banned) ? new Answer.Refused("test.banned", Map.of()) : new Answer.Fine();
    }

    @Override
    public boolean mayHandle(Actor.Booker by, String service, Matter matter) {
        return by instanceof Actor.Citizen || !by.person().equals(banned);
    }

    @Override
    public Optional<UUID> competent(Actor.Booker by, Matter matter) {
        return Stream.of("competent", "position")
                .map(matter::get)
                .filter(said -> !said.isEmpty())
                .findFirst()
                .map(UUID::fromString);
    }

    /// In tests a position is called as its office.
    @Override
    public boolean competentByMatter() {
        return true;
    }

    @Override
    public Answer judge(Actor.Booker by, String service, Matter matter) {
        if (matter.get("name").isEmpty()) return new Answer.Wrong(Map.of("name", "test.name-missing"));
        var questions = matter.get("questions");
        if (mayBook(by, service) instanceof Answer.Fine && !questions.isEmpty())
            return new Answer.Fine(
                    Arrays.stream(questions.split(",")).map(UUID::fromString).collect(Collectors.toSet()));
        return mayBook(by, service);
    }
}

package sportello.booking;

import java.util.Map;
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
    public Answer mayBook(Actor.Citizen by) {
        return by.person().equals(banned) ? new Answer.Refused("test.banned", Map.of()) : new Answer.Fine();
    }

    @Override
    public Answer judge(Actor.Citizen by, Matter matter) {
        if (matter.get("name").isEmpty()) return new Answer.Wrong(Map.of("name", "test.name-missing"));
        return mayBook(by);
    }
}

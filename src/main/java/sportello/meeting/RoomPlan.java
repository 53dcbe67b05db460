package sportello.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.identity.PersonId;

/// What the room is for, told by casework: the room knows no service. `about` is the case, `office` whose officials
/// may open it. `mostPeople` counts the official. A room read again lists its people as entries, not as `guests`.
public record RoomPlan(
        UUID about,
        UUID office,
        String title,
        Instant startsAt,
        Instant endsAt,
        Duration waitingOpensBefore,
        boolean recorded,
        boolean cameraRequired,
        int mostPeople,
        CodePolicy codes,
        List<Guest> guests) {

    RoomPlan at(Instant startsAt, Instant endsAt) {
        return new RoomPlan(
                about,
                office,
                title,
                startsAt,
                endsAt,
                waitingOpensBefore,
                recorded,
                cameraRequired,
                mostPeople,
                codes,
                guests);
    }

    public record CodePolicy(int digits, int attempts, Duration pause, int resendsPerHour) {}

    /// `person` is set for who enters with own identity and code, null for who enters with own link and code.
    /// `byLogin`: the identity is enough, there is no code to send or to type.
    public record Guest(String role, String name, @Nullable PersonId person, String language, boolean byLogin) {

        public Guest {
            if (byLogin && person == null) throw new IllegalArgumentException("Who enters by login is known");
        }

        public Guest(String role, String name, @Nullable PersonId person, String language) {
            this(role, name, person, language, false);
        }
    }
}

package sportello.intermediaries;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import sportello.identity.PersonId;
import sportello.offices.Cassetto;

/// The studios of intermediaries and who acts for them.
public interface Studios {

    /// The studio with that tax code, opened if there is none.
    Studio open(String name, String taxCode);

    /// From now on this person acts for the studio in these Cassetti and no others; in none: no longer at all.
    void enrol(UUID studio, PersonId member, Set<Cassetto> enabled);

    Optional<Studio> find(UUID studio);

    /// Those enabled for something.
    List<Member> members(UUID studio);

    record Member(PersonId person, String name, Set<Cassetto> enabled) {}
}

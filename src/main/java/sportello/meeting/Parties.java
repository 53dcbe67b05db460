package sportello.meeting;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import sportello.identity.Actor;
import sportello.identity.Right;

/// Who may act for an entry or in a room. For a stranger neither exists.
final class Parties {

    private Parties() {}

    /// The person of the entry: by own identity where the plan names one, else by the link.
    static boolean is(Entry entry, Actor by) {
        return switch (by) {
            case Actor.Assisted _ -> false;
            case Actor.Booker booker ->
                entry.person() != null && booker.person().equals(entry.person());
            case Actor.Guest guest ->
                entry.person() == null && guest.entry().equals(entry.id().value());
            case Actor.Official _, Actor.Client _, Actor.System _ -> false;
        };
    }

    /// An official who may hold this meeting: right office, right right, and not a party in it (rule G13).
    static boolean mayHold(Room room, List<Entry> entries, Actor.Official by) {
        return room.plan().office().equals(by.office())
                && by.may(Right.HOLD_MEETINGS)
                && entries.stream()
                        .noneMatch(entry ->
                                !entry.role().equals(Entry.OFFICIAL) && Objects.equals(entry.person(), by.person()));
    }

    /// The official who opened it and nobody else.
    static boolean holds(Room room, List<Entry> entries, Actor.Official by) {
        return by.staff().equals(room.openedBy()) && mayHold(room, entries, by);
    }

    static NoSuchElementException unknown() {
        return new NoSuchElementException("No such room or entry");
    }
}

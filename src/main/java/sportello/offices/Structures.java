package sportello.offices;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import sportello.identity.Actor;

/// Takes in a table of structures with their units and counters: wholly or not at all, and as often as one likes.
public interface Structures {

    /// New structures are opened, known ones (by code) renewed; what the table does not name stays as it is, and so
    /// does a counter it no longer names: people may have booked there.
    Intake takeIn(Reader table, Actor by) throws IOException;

    /// The same, unless this very table was the last to be taken in and the services are what they were: then empty,
    /// and what was changed by hand meanwhile stays changed.
    Optional<Intake> takeInIfNew(byte[] table, Actor by) throws IOException;

    sealed interface Intake {
        /// `notNamed`: structures with a code that the table no longer names; `countersNotNamed`: counters of the
        /// structures it does name.
        record Taken(int structures, int opened, int changed, int counters, int notNamed, int countersNotNamed)
                implements Intake {}

        record Refused(List<Complaint> wrong) implements Intake {}
    }

    /// What is wrong, where; line and column as a spreadsheet shows them, line 0 for the whole file.
    record Complaint(long line, String column, String what) {
        @Override
        public String toString() {
            return "line " + line + (column.isEmpty() ? "" : ", " + column) + ": " + what;
        }
    }
}

package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static sportello.casework.CaseFile.Status.ABORTED;
import static sportello.casework.CaseFile.Status.CALLED_OFF;
import static sportello.casework.CaseFile.Status.CONCLUDED;
import static sportello.casework.CaseFile.Status.DECLINED;
import static sportello.casework.CaseFile.Status.LAPSED;
import static sportello.casework.CaseFile.Status.MISSED;
import static sportello.casework.CaseFile.Status.OPEN;
import static sportello.casework.CaseFile.Status.PREPARED;
import static sportello.casework.CaseFile.Status.SECOND_APPOINTMENT;
import static sportello.casework.CaseFile.Status.SETTLED_IN_WRITING;
import static sportello.casework.CaseFile.Status.SUSPENDED;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sportello.casework.CaseFile.Status;

class CaseStatesTest {

    static final Map<Status, Set<Status>> DRAWING = Map.of(
            PREPARED, Set.of(OPEN, ABORTED, LAPSED, CALLED_OFF, SETTLED_IN_WRITING, DECLINED, MISSED),
            OPEN, Set.of(SUSPENDED, CONCLUDED, ABORTED, SECOND_APPOINTMENT, LAPSED, MISSED),
            SUSPENDED, Set.of(OPEN, CONCLUDED, ABORTED, SECOND_APPOINTMENT, LAPSED, MISSED));

    @ParameterizedTest
    @CsvSource({
        "PREPARED, OPEN",
        "PREPARED, ABORTED",
        "PREPARED, LAPSED",
        "PREPARED, CALLED_OFF",
        "PREPARED, SETTLED_IN_WRITING",
        "PREPARED, DECLINED",
        "PREPARED, MISSED",
        "OPEN, SUSPENDED",
        "OPEN, CONCLUDED",
        "OPEN, ABORTED",
        "OPEN, SECOND_APPOINTMENT",
        "OPEN, LAPSED",
        "OPEN, MISSED",
        "SUSPENDED, OPEN",
        "SUSPENDED, CONCLUDED",
        "SUSPENDED, ABORTED",
        "SUSPENDED, SECOND_APPOINTMENT",
        "SUSPENDED, LAPSED",
        "SUSPENDED, MISSED"
    })
    void anArrowIsFollowed(Status from, Status to) {
        assertThat(from.mayBecome(to)).isTrue();
    }

    @Test
    void whatIsNotAnArrowIsNotFollowed() {
        for (var from : Status.values()) {
            for (var to : Status.values()) {
                assertThat(from.mayBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(DRAWING.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatLeadsNowhereIsSettled(Status status) {
        assertThat(status.settled()).isEqualTo(!DRAWING.containsKey(status));
    }
}

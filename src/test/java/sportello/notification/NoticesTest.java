package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;

/// *Avvisi*: what was not read yet first, page after page, and what changed said first.
@SportelloTest
class NoticesTest {

    @Autowired
    ApplicationContext beans;

    @Autowired
    NoticeRows rows;

    @Autowired
    Inbox inbox;

    @Autowired
    MovableClock clock;

    private final PersonId bruno = new PersonId(UUID.randomUUID());
    private final Actor.Citizen himself = new Actor.Citizen(bruno, Assurance.SUBSTANTIAL, null);

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void thoseNotReadComeFirstAndOfEachTheNewest() {
        var five = written(5);
        inbox.read(five.get(4), Locale.ITALIAN, himself);
        inbox.read(five.get(1), Locale.ITALIAN, himself);
        assertThat(ids(inbox.of(bruno, Locale.ITALIAN, 9)))
                .containsExactly(five.get(3), five.get(2), five.get(0), five.get(4), five.get(1));
        assertThat(inbox.unread(bruno)).isEqualTo(3);
    }

    @Test
    void pagesFollowEachOtherWithoutAGapOrADouble() {
        var seven = written(7);
        for (int read : new int[] {0, 3, 6}) inbox.read(seven.get(read), Locale.ITALIAN, himself);
        var whole = ids(inbox.of(bruno, Locale.ITALIAN, 20));
        var walked = new ArrayList<UUID>();
        String after = null;
        do {
            var page = inbox.page(bruno, Locale.ITALIAN, after, 2);
            assertThat(page.notices()).hasSizeBetween(1, 2);
            walked.addAll(ids(page.notices()));
            after = page.next();
        } while (after != null);
        assertThat(walked).isEqualTo(whole).hasSize(7);
    }

    @Test
    void whatIsNoMarkStartsFromTheBeginning() {
        written(2);
        for (var after : List.of("", "x", "u" + "0".repeat(36), "r not an id"))
            assertThat(inbox.page(bruno, Locale.ITALIAN, after, 5)).isNotNull();
        assertThat(inbox.page(bruno, Locale.ITALIAN, "nonsense", 5).notices()).hasSize(2);
    }

    @Test
    void allAreMarkedAsReadAndNobodyElses() {
        written(3);
        var elena = new PersonId(UUID.randomUUID());
        rows.write("of elena " + elena, elena.value(), "contact-changed", null, null, Map.of(), clock.instant());
        assertThat(inbox.readAll(bruno)).isEqualTo(3);
        assertThat(inbox.readAll(bruno)).isZero();
        assertThat(inbox.unread(bruno)).isZero();
        assertThat(inbox.unread(elena)).isEqualTo(1);
    }

    @Test
    void aMovedAppointmentSaysTheNewHourBeforeTheOldOne() {
        var told = new Told(beans);
        var appointment = told.booked(Told.THURSDAY_0920);
        told.bookings.move(appointment.id(), told.dario, Told.FRIDAY_0920, IdempotencyKey.next());
        var notice = told.notices(Locale.ITALIAN).getFirst();
        assertThat(notice.title()).isEqualTo("Appuntamento spostato: venerdì 5 marzo, ore 9:20");
        assertThat(notice.paragraphs().getFirst()).contains("venerdì 5 marzo").doesNotContain("giovedì");
        assertThat(notice.paragraphs().get(1)).isEqualTo("Prima era giovedì 4 marzo, ore 9:20.");
    }

    private List<UUID> written(int many) {
        for (int n = 0; n < many; n++)
            rows.write(n + " of " + bruno, bruno.value(), "contact-changed", null, null, Map.of(), clock.instant());
        return ids(inbox.of(bruno, Locale.ITALIAN, many)).reversed();
    }

    private static List<UUID> ids(List<Inbox.Notice> notices) {
        return notices.stream().map(Inbox.Notice::id).toList();
    }
}

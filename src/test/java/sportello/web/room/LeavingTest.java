package sportello.web.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import sportello.meeting.Cast;
import sportello.meeting.MeetingTest;
import sportello.meeting.Rooms;
import sportello.platform.MovableClock;

/// Nobody leaves but by the browser that entered, and by a form.
@MeetingTest
@AutoConfigureMockMvc
class LeavingTest {

    static final Instant NINE = Instant.parse("2027-03-02T08:00:00Z");
    static final String PHONE = "the-secret-of-annas-telephone";

    @Autowired
    Rooms rooms;

    @Autowired
    Cast cast;

    @Autowired
    MovableClock clock;

    @Autowired
    MockMvc browser;

    Cast.Meeting meeting;
    String room;

    @BeforeEach
    void annaWaits() {
        clock.moveTo(NINE);
        meeting = cast.meeting(cast.plan(NINE));
        meeting.knock(meeting.anna, meeting.code(meeting.anna), PHONE);
        rooms.seen(meeting.anna);
        room = "/rooms/" + meeting.entry(meeting.anna).publicRef();
    }

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void changesNothingByLooking() throws Exception {
        browser.perform(get(room + "/left")).andReturn();
        var page = browser.perform(get(room + "/left").cookie(phone())).andReturn();
        assertThat(page.getResponse().getStatus()).isEqualTo(200);
        assertThat(rooms.present(meeting.anna)).isTrue();
    }

    @Test
    void letsNobodyLeaveWithTheLinkAlone() throws Exception {
        var answer = browser.perform(post(room + "/left").with(csrf())).andReturn();
        assertThat(answer.getResponse().getStatus()).isEqualTo(404);
        assertThat(rooms.present(meeting.anna)).isTrue();
    }

    @Test
    void letsThePersonLeave() throws Exception {
        var answer = browser.perform(post(room + "/left").with(csrf()).cookie(phone()))
                .andReturn();
        assertThat(answer.getResponse().getStatus()).isEqualTo(303);
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo(room + "/left");
        assertThat(rooms.present(meeting.anna)).isFalse();
    }

    private Cookie phone() {
        return new Cookie("entry_" + meeting.entry(meeting.anna).publicRef(), PHONE);
    }
}

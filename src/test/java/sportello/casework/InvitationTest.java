package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static sportello.casework.Meetings.NINE_TWENTY;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import sportello.identity.Assurance;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.meeting.Entry;
import sportello.meeting.Rooms;
import sportello.testing.SportelloTest;
import sportello.web.security.Capacities;
import sportello.web.security.SignedIn;

/// Rule D13: whoever is invited gets the code by SMS, and staff see it nowhere.
@SportelloTest
@Import({RememberingMedia.Config.class, Meetings.class})
class InvitationTest {

    @Autowired
    Meetings meetings;

    @Autowired
    Rooms rooms;

    @Autowired
    Capacities capacities;

    @Autowired
    MockMvc browser;

    @Autowired
    JdbcClient jdbc;

    @Test
    void sendsLinkAndCodeToTheNumberAndShowsTheOfficialItsEnd() throws Exception {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY);
        var answer = invite(stage, "333 700 4542");
        assertThat(answer.getStatus()).isEqualTo(200);
        var interpreter = interpreter(stage).orElseThrow();
        var code = rooms.codeForDelivery(interpreter.id()).orElseThrow();
        assertThat(answer.getContentAsString())
                .contains("…42")
                .doesNotContain(code)
                .doesNotContain("4542");
        await().atMost(Duration.ofSeconds(20)).until(() -> sms("+393337004542").size() == 1);
        assertThat(sms("+393337004542").getFirst())
                .contains(code)
                .contains("/enter/" + interpreter.publicRef().value());

        assertThat(rooms.resend(interpreter.id(), stage.carla())).isInstanceOf(Rooms.Resend.Sent.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> sms("+393337004542").size() == 2);
        assertThat(sms("+393337004542").getLast())
                .contains(rooms.codeForDelivery(interpreter.id()).orElseThrow())
                .contains("/enter/" + interpreter.publicRef().value());
    }

    @Test
    void invitesNobodyWithoutANumberThatReceivesSms() throws Exception {
        var stage = meetings.booked();
        meetings.clock.moveTo(NINE_TWENTY);
        for (var number : List.of("", "051 234567", "not a number")) {
            assertThat(invite(stage, number).getStatus()).as(number).isEqualTo(422);
        }
        assertThat(interpreter(stage)).isEmpty();
    }

    private MockHttpServletResponse invite(Meetings.Stage stage, String mobile) throws Exception {
        var carla = stage.carla().person();
        var capacity =
                capacities.of(carla).stream().map(Capacity::key).findFirst().orElseThrow();
        return browser.perform(post("/office/cases/{id}/invitations", stage.id().value())
                        .param("role", "interpreter")
                        .param("name", "Dario")
                        .param("mobile", mobile)
                        .accept("text/html")
                        .with(csrf())
                        .with(authentication(new SignedIn(carla, Assurance.HIGH, capacity).ticket())))
                .andReturn()
                .getResponse();
    }

    private Optional<Entry> interpreter(Meetings.Stage stage) {
        return meetings.guests(stage).stream()
                .filter(entry -> entry.role().equals("interpreter"))
                .findFirst();
    }

    private List<String> sms(String number) {
        return jdbc.sql("select body from demo.outbox where kind = 'sms' and recipient = :number order by id")
                .param("number", number)
                .query((row, n) -> row.getString("body"))
                .list();
    }
}
